"""Which files of a company's folder nothing reads: a slip in a name must not leave numbers out in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.nodes import read_yaml
from costmodel.files.tree import LEVERS_FILE, PLAUSIBLE_FILE, PORTFOLIO_FILE, QUESTIONNAIRE_FILE, is_read

# Folder -> the files in it that are read; None where any name does.
FOLDERS: dict[str, tuple[str, ...] | None] = {
    "scenarios": None,
    "languages": None,
    "mapping": ("accounts.yaml", "columns.yaml", "treatments.yaml"),
    "outside_view": ("classes.yaml", "estimate_classes.yaml"),
    "workshop": None,
}
SINGLE = (LEVERS_FILE, QUESTIONNAIRE_FILE, PLAUSIBLE_FILE, PORTFOLIO_FILE)
DEEPEST, MOST = 4, 2_000  # levels and entries looked through
OF_ASSUMPTIONS = (".yaml", ".yml")


def unread(folder: Path) -> Iterator[Fault]:
    """The files that look like assumptions and are read by nothing, each with what is wrong with its name."""
    of_initiatives = _folders_of_initiatives(folder)
    for place in _files(folder):
        parts = place.relative_to(folder).parts
        if len(parts) > 1 and parts[0] in of_initiatives:
            continue
        if any(ending in place.name.casefold() for ending in OF_ASSUMPTIONS) and (why := _why_unread(parts)):
            yield Fault("/".join(parts), 1, "", Sentence("is not read: {why}", why=why))


def _folders_of_initiatives(folder: Path) -> set[str]:
    """Folders of single initiatives that the folder's portfolio names; each is checked by itself."""
    file = folder / PORTFOLIO_FILE
    root = read_yaml(file, file.name, []) if file.is_file() else None
    named = root.at(["initiatives"]).value if root is not None else {}
    given = [one.at(["folder"]).value for one in named.values()] if isinstance(named, dict) else []
    return {Path(one).parts[0] for one in given if isinstance(one, str) and Path(one).parts}


def others(folder: Path) -> Iterator[str]:
    """The files that do not look like assumptions and that no part of the model looks for by their names."""
    for place in _files(folder):
        parts = place.relative_to(folder).parts
        yaml = any(ending in place.name.casefold() for ending in OF_ASSUMPTIONS)
        if not yaml and not any(part.startswith(".") for part in parts):
            yield "/".join(parts)


def _files(folder: Path) -> Iterator[Path]:
    seen = 0
    for at, below, names in os.walk(folder):
        here = Path(at)
        depth = len(here.relative_to(folder).parts)
        below[:] = sorted(name for name in below if not name.startswith(".")) if depth < DEEPEST else []
        for name in sorted(names):
            seen += 1
            if seen > MOST:
                return
            yield here / name


def _why_unread(parts: tuple[str, ...]) -> str:
    """What is wrong with a name, or nothing where the file is read."""
    *above, name = parts
    path = Path(name)
    if name.startswith("."):
        return Sentence("its name begins with a point, so it is hidden")
    if not is_read(path):
        plain = name[: name.casefold().rfind(".y")].rstrip(".") or "name"
        return Sentence("its name must end in .yaml, as in {stem}.yaml", stem=plain.casefold())
    if not above:
        return _nearly_single(name)
    if above[0] not in FOLDERS:
        return Sentence(
            "nothing looks into the folder {above!r}{near}",
            above=above[0],
            near=did_you_mean(above[0].casefold(), FOLDERS),
        )
    known = FOLDERS[above[0]]
    if known is not None and (len(above) > 1 or name not in known):
        return Sentence(
            "only {known} is read in {above}{near}",
            known=", ".join(known),
            above=above[0],
            near=did_you_mean(name, known),
        )
    if above[0] == "scenarios" and len(above) > 1:
        return Sentence("scenarios stand in no folder of their own")
    if above[0] in ("scenarios", "languages") and path.suffix != ".yaml":
        return Sentence("its name must end in .yaml, as in {stem}.yaml", stem=path.stem)
    return ""


def _nearly_single(name: str) -> str:
    """Whether a name is meant to be that of one of the files that stand alone, and is not."""
    near = did_you_mean(name.casefold(), SINGLE)
    slip = name not in SINGLE and (name.casefold() in SINGLE or Path(name).with_suffix(".yaml").name in SINGLE)
    return Sentence("nothing looks for this name{near}", near=near) if slip else ""
