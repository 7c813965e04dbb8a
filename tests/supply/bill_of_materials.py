"""What is installed with the package, as a bill of materials for programs (CycloneDX): `make sbom`.

A public tool describes the environment in which the tests run; of that, what the users' lock names is kept.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from costmodel.version import __version__
from tests.supply.licences import fonts, licences
from tests.supply.locks import ROOT

FILE = f"ml_initiative_costmodel-{__version__}.cdx.json"


def described() -> dict[str, Any]:
    """The whole environment, and how its packages depend on each other."""
    words = ["environment", "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--no-validate"]
    told = subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", *words, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if told.returncode:
        raise SystemExit(told.stderr)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def bill_of_materials() -> dict[str, Any]:
    """What the users' lock names and the shipped fonts, with licences and dependencies."""
    bill = described()
    root = bill["metadata"]["component"]["bom-ref"]
    wanted = licences()
    kept = [part for part in bill["components"] if canonicalize_name(part["name"]) in wanted]
    for part in kept:  # the tool does not read all the ways in which a licence is declared
        part.setdefault("licenses", [{"expression": wanted[canonicalize_name(part["name"])][1]}])
    here = {canonicalize_name(part["name"]) for part in kept}
    others = [_named(name, version, licence) for name, (version, licence) in wanted.items() if name not in here]
    shipped = [
        {"bom-ref": f"font {name}", "type": "data", "name": name, "licenses": [{"license": {"id": "OFL-1.1"}}]}
        for name in fonts()
    ]
    bill["components"] = sorted([*kept, *others, *shipped], key=lambda part: part["name"].lower())
    known = {part["bom-ref"] for part in bill["components"]} | {root}
    bill["dependencies"] = [
        {**one, "dependsOn": [name for name in one.get("dependsOn", []) if name in known]}
        for one in bill["dependencies"]
        if one["ref"] in known
    ]
    return bill


def _named(name: str, version: str, licence: str) -> dict[str, Any]:
    """A package that is locked for another system than this."""
    return {
        "bom-ref": f"{name}=={version}",
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"expression": licence}],
    }


def main(folder: Path) -> None:
    """Write the bill into a folder, and say where it is."""
    folder.mkdir(exist_ok=True)
    path = folder / FILE
    path.write_text(json.dumps(bill_of_materials(), indent=1) + "\n", encoding="utf-8")
    print(path)  # noqa: T201 - the result


if __name__ == "__main__":
    main(Path(sys.argv[1]))
