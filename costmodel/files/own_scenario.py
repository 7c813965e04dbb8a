"""One's own case kept as a scenario file: what differs from the shipped numbers, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from costmodel.errors import did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.files.opening import is_there
from costmodel.files.scenario import A_NAME
from costmodel.files.scenario_files import put_in, scenario_text
from costmodel.files.tree import own_folders
from costmodel.files.writing import ASSUMPTIONS, write_whole


def save_scenario(
    assumptions: Assumptions,
    path: str | Path,
    meaning: str,
    story: str,
    why: Mapping[str, str] | None = None,
    overwrite: bool = False,
) -> Path:
    """Assumptions that were changed, saved as a scenario file: for `load`, the command line and the dashboard.

    The file says on which scenarios it is based, and names every number that stands elsewhere than these have put it,
    whoever changed it. ``load(scenarios=[path])`` gives the very numbers back (with the folder, where they came from
    an own one).

    Args:
        assumptions: with the changes, such as from `Assumptions.with_changes`.
        path: of the file, ending in .yaml; its name without the ending is the name of the scenario. A folder that is
            missing is made.
        meaning: what the case is, in a sentence.
        story: who, what, against what.
        why: the reason for a change, by the name of the assumption. Not needed where the change was made with a
            reason, as `with_changes(..., why=...)` and scenarios do.
        overwrite: whether a file that is there already may be replaced.

    Returns:
        the path.

    Raises:
        TypeError: no assumptions.
        ValueError: no meaning or no story, a name that cannot be one, a change without a reason, a reason for
            something that was not changed; all of it at once. A number so far from what is plausible that nobody
            could load it again (`Assumptions.entered`).
        FileExistsError: there is such a file.
    """
    if not isinstance(assumptions, Assumptions):
        raise TypeError(f"save_scenario: it is assumptions that are saved, not {assumptions!r:.60}")
    place, reasons = Path(path), dict(why or {})
    own = own_folders(assumptions.folders)
    bases = [name for name in assumptions.scenarios if _is_known(name, assumptions.folders)]
    before = load(own[0] if own else None, bases)
    changed = put_in(before, assumptions)
    for name in changed:
        last = assumptions.last_change(name)
        wording = assumptions.structure.wording
        if last is not None and wording.is_reason(last.why):
            reasons.setdefault(name, wording.as_written(last.why))
    assumptions.entered(changed)
    if faults := _faults(place, {"meaning": meaning, "story": story}, changed, reasons):
        raise ValueError("; ".join(faults))
    if place.exists() and not overwrite:
        raise FileExistsError(f"{place} is there already; say overwrite=True to replace it")
    text = scenario_text(before, assumptions, place.stem, meaning, story, reasons.__getitem__, bases)
    return write_whole(place, text.encode(), ASSUMPTIONS, overwrite, make_folder=True)


def _is_known(name: str, folders: tuple[Path, ...]) -> bool:
    """Whether others find the scenario by its name; what was read from a file elsewhere is written out instead."""
    return any(is_there(folder / "scenarios" / f"{name}.yaml") for folder in folders)


def _faults(place: Path, texts: Mapping[str, str], changed: list[str], reasons: Mapping[str, str]) -> list[str]:
    faults = [f"{key} is missing: a scenario says who, what, against what" for key in texts if not texts[key].strip()]
    if place.suffix not in ASSUMPTIONS or not A_NAME.fullmatch(place.stem):
        faults.append(f"{place.name!r} is no name for a scenario file; write letters, digits, - and _, then .yaml")
    if silent := [name for name in changed if not reasons.get(name, "").strip()]:
        faults.append(f"why is missing: each changed number has a reason ({', '.join(silent)})")
    faults += [f"why: {name!r} was not changed{did_you_mean(name, changed)}" for name in reasons if name not in changed]
    return faults
