"""What a case begins with: scenarios, and a company's own assumptions; as a form names them, and in people's words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.files.scenario import A_NAME
from costmodel.files.tree import own_folders
from costmodel.language.language import Language
from costmodel.language.translations import texts, translated

AND = " + "


def begins_with(start: Assumptions, beside: str | Path, laid: Sequence[str | Path] | None = None) -> str:
    """What a case begins with, as it stands in its form: a folder of one's own assumptions, then scenarios.

    Folders and files are named as they are found from the form, so that a folder that is carried elsewhere with all
    that belongs to it is understood there.

    Args:
        start: the assumptions.
        beside: the folder of the form; it need not be there yet.
        laid: the scenarios as they were asked for, by name or as files: of a file `start` knows only what it calls
            itself. Those of `start` unless told.
    """
    folders = [f"{_from(beside, one)}/" for one in own_folders(start.folders)]
    scenarios = map(str, start.scenarios if laid is None else laid)
    return AND.join([*folders, *(one if A_NAME.fullmatch(one) else _from(beside, one) for one in scenarios)])


def _from(beside: str | Path, path: str | Path) -> str:
    """A path as it is found from a folder; whole where no way leads there, as between two drives."""
    whole = Path(path).resolve()
    try:
        return Path(os.path.relpath(whole, Path(beside).resolve())).as_posix()
    except ValueError:
        return whole.as_posix()


def begun(starts_from: str, beside: str | Path, code: str) -> Assumptions:
    """The assumptions that a case begins with, in a language.

    Args:
        starts_from: as `begins_with` writes it.
        beside: the folder of the form.
        code: of the language.

    Raises:
        AssumptionsError: faults in them, and what is not there.
    """
    folders, scenarios = _parts(starts_from, beside)
    return translated(load(next(iter(folders), None), scenarios), code)


def found_from(starts_from: str, beside: str | Path, other: str | Path) -> str:
    """What stands in a form of one folder, as it stands in a form of another one."""
    folders, scenarios = _parts(starts_from, beside)
    ways = [f"{_from(other, one)}/" for one in folders]
    return AND.join([*ways, *(one if isinstance(one, str) else _from(other, one) for one in scenarios)])


def told_start(starts_from: str, beside: str | Path, says: Language) -> str:
    """The same in people's words: what scenarios are called, files and folders by their names without the way there."""
    folders, scenarios = _parts(starts_from, beside)
    words = texts(says.code, folders)
    told = [one.name if isinstance(one, Path) else words.scenario_label(one) for one in (*folders, *scenarios)]
    return AND.join(told) or says("no scenarios")


def is_begun_with(file: Path, starts_from: str, beside: str | Path) -> bool:
    """Whether a file is one of those that a case begins with."""
    return file.resolve() in [Path(one).resolve() for one in _parts(starts_from, beside)[1] if isinstance(one, Path)]


def _parts(starts_from: str, beside: str | Path) -> tuple[list[Path], list[str | Path]]:
    """Folders, and scenarios by name or as files; a name alone is that of a scenario, whatever lies beside the form."""
    folders, scenarios = list[Path](), list[str | Path]()
    for one in filter(None, map(str.strip, starts_from.split(AND))):
        path = Path(os.path.normpath(Path(beside).resolve() / one))  # the folder itself need not be there yet
        if A_NAME.fullmatch(one):
            scenarios.append(one)
        else:
            (folders if path.is_dir() else scenarios).append(path)
    return folders, scenarios
