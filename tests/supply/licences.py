"""The licences of all that is installed with the package, as a page of the guides. `python -m tests.supply.licences`"""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from textwrap import fill

from tests.supply.locks import CORE, ROOT, RUNTIME, locked, versions

PAGE = ROOT / "docs" / "licences.md"
FONTS = ROOT / "costmodel" / "report" / "paper" / "fonts"

# What may come in without anybody being asked: none of them asks something of those who only use the package.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Zlib",
}
# Other ways in which packages write the name of their licence, each at its beginning.
WRITTEN = {
    "Apache": "Apache-2.0",
    "BSD 2-Clause": "BSD-2-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD": "BSD",
    "ISC": "ISC",
    "License agreement for matplotlib": "PSF-2.0",
    "MIT": "MIT",
    "Mozilla Public License 2.0": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation": "PSF-2.0",
}
HEAD = """\
# Licences

costmodel is under the MIT licence. This is what comes with it: each package of `requirements.lock`, with the licence
that it declares for itself. *core* is what estimates, checks and reports need; *extra* what the page and the
notebooks bring along. `make licences` writes this page from what is installed; where a package is for another system
only, somebody has read its licence there. A test refuses a licence that is not one of these:
{allowed}.

Compiled packages carry libraries of their own, which their licence files name: NumPy and SciPy bring OpenBLAS (BSD)
and the run-time library of GNU Fortran (GPL with the exception that leaves programs which use it free).

`make sbom` writes the same as a bill of materials for programs (CycloneDX, JSON) into `dist/`.

## Packages

| package | version | licence | needed by | only where |
|---|---|---|---|---|
"""
ROW = re.compile(r"\| ([\w.-]+) \| (\S+) \| ([^|]+) \| (?:core|extra) \|.*")
MARKER = re.compile(r" ; (.+?) \\")
UNKNOWN = "unknown"
SHIPPED = """
## Fonts

| font | licence | where |
|---|---|---|
| {name} | OFL-1.1 | `costmodel/report/paper/fonts/`, with the text of its licence |
"""


def licence_of(name: str, version: str, read: dict[tuple[str, str], str]) -> str:
    """The licence that a package declares, by the short names of SPDX; as it is written where none fits.

    Args:
        name: of the package.
        version: the one that is locked.
        read: (name, version) -> the licence as somebody has read it, for what is not installed here.
    """
    try:
        declared = metadata(name)
    except PackageNotFoundError:
        return read.get((name, version), UNKNOWN)
    if declared["Version"] != version:
        return read.get((name, version), UNKNOWN)
    return declared.get("License-Expression") or _written(declared)


def _written(declared: PackageMetadata) -> str:
    """What older packages say in their own words, the more exact first."""
    classes = [one.rpartition(" :: ")[2] for one in declared.get_all("Classifier") or [] if one.startswith("License")]
    said = [text for text in [(declared.get("License") or "").strip(), *classes] if text and text != "UNKNOWN"]
    for text in said:
        if text in ALLOWED:
            return text
        short = next((short for words, short in WRITTEN.items() if text.startswith(words)), None)
        if short:
            return short
    return said[-1] if said else UNKNOWN


def parts_of(licence: str) -> set[str]:
    """The licences in an expression such as `MIT AND (BSD-3-Clause OR ISC)`."""
    return set(re.split(r" (?:AND|OR) ", re.sub(r"[()]", "", licence)))


def fonts() -> list[str]:
    """The families of the fonts that are shipped, by the names of their files."""
    return sorted({re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.stem.partition("-")[0]) for path in FONTS.glob("*.ttf")})


def licences() -> dict[str, tuple[str, str]]:
    """Name -> version and licence of each package that is locked for those who use the program."""
    before = ROW.findall(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else []
    read = {(name, version): licence for name, version, licence in before}
    return {name: (version, licence_of(name, version, read)) for name, version in versions(RUNTIME).items()}


def page() -> str:
    """The page as it should be."""
    core, pins = versions(CORE), locked(RUNTIME)
    rows = []
    for name, (version, licence) in licences().items():
        marker = MARKER.match(pins[name][0][1])
        where = f"`{marker[1]}`" if marker else ""
        rows.append(f"| {name} | {version} | {licence} | {'core' if name in core else 'extra'} | {where} |")
    head = HEAD.format(allowed=fill(", ".join(sorted(ALLOWED, key=str.lower)), 115, break_on_hyphens=False))
    return head + "\n".join(rows) + "\n" + "".join(SHIPPED.format(name=name) for name in fonts())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
