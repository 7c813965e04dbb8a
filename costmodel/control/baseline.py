"""An approved estimate kept in a file: who approved it, when and why, every number, and what came out.

Whatever happens to the assumptions later, an approved budget can be read, computed again and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.shapes import number_keys
from costmodel.control.disagreements import disagreements, summary
from costmodel.control.seal import KEY, broken, checksums
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate, estimate
from costmodel.files.assumptions import Assumptions, Change
from costmodel.files.identity_entries import identified
from costmodel.files.loading import load
from costmodel.files.nodes import Node, Writer, read_yaml
from costmodel.files.opening import MOST_SAMPLES
from costmodel.files.scenario import sentence
from costmodel.files.writing import ASSUMPTIONS, checked, write_whole
from costmodel.initiative.identity import Initiative

if TYPE_CHECKING:
    import pandas as pd

SECTIONS = ("approved", "estimate", "figures", "changes", "numbers")
FACTS = ("samples", "seed", "version", "fingerprint", "assumptions_fingerprint", "currency", "scenarios")
BELIEF_KEYS = (*number_keys(), "shape", "unit", "prices_of", "moves_with", "meaning")
UNSEALED = "it has no checksums: an earlier version wrote it, and whether it was changed since cannot be seen"


@dataclass(frozen=True, eq=False)
class Baseline:
    """An approved estimate as it was saved, and the same computed again. Made by `load_baseline`.

    Attributes:
        who, when, why: who approved it, on which day, for what reason.
        figures: what was approved; rows and columns as in `Estimate.summary`, and a row go_live (months).
        fingerprint: of the estimate that was approved.
        estimate: the same numbers, seed and number of samples, computed by this program; compare with this one.
        disagreements: a sentence for each reason why it is not the same any more; empty when it is.
    """

    who: str
    when: date
    why: str
    figures: pd.DataFrame
    fingerprint: str
    estimate: Estimate = field(repr=False)
    disagreements: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the estimate computed again has the fingerprint of the approved one."""
        return self.estimate.fingerprint == self.fingerprint

    def __repr__(self) -> str:
        p80 = self.figures["p80"].to_dict()["to_go_live"]
        amount = f"{p80:,.0f} {self.estimate.assumptions.currency}"
        called = self.estimate.assumptions.initiative.name
        of = f"of {called} " if called else ""
        head = f"<Baseline {of}approved by {self.who} on {self.when.isoformat()}: {self.why}; P80 to go-live {amount}"
        return "\n  ".join([f"{head}; fingerprint {self.fingerprint}", *self.disagreements]) + ">"


@kinds_told
def save_baseline(
    est: Estimate, path: str | Path, who: str, why: str, when: date | None = None, overwrite: bool = False
) -> Path:
    """An estimate saved as approved: a YAML file for people and for `load_baseline`.

    Written are a checksum of each part; who, when and why; samples, seed, version and fingerprint; what is said of the
    initiative (name, start, owner, status ...); the summary; all
    changes with their reasons; and every number. Plan, risks and building blocks stay in the files of the
    assumptions: only their fingerprint is kept.

    Args:
        est: the estimate.
        path: of the file, ending in .yaml.
        who: approves it.
        why: for what reason.
        when: the day; today unless given.
        overwrite: whether a file that is there already may be replaced.

    Returns:
        the path.

    Raises:
        ValueError: nobody, no reason, or another ending.
        FileExistsError: there is such a file.
        OSError: it cannot be written.
    """
    if not who.strip() or not why.strip():
        raise ValueError("an approved baseline says who approved it, and why")
    checked(path, ASSUMPTIONS, overwrite)
    assumptions = est.assumptions
    content = {
        "approved": {"who": who, "when": (when or datetime.now(UTC).date()).isoformat(), "why": why},
        "estimate": {
            "samples": est.samples,
            "seed": est.seed,
            "version": est.version,
            "fingerprint": est.fingerprint,
            "assumptions_fingerprint": assumptions.fingerprint,
            "currency": assumptions.currency,
            "scenarios": list(assumptions.scenarios),
            "initiative": assumptions.initiative.said(),
        },
        "figures": {str(name): _in_a_line(row) for name, row in summary(est).to_dict("index").items()},
        "changes": [
            _in_a_line(
                {
                    "name": change.name,
                    "by": change.by,
                    "why": assumptions.structure.wording.as_written(change.why),
                    "before": _written(change.before),
                    "after": _written(change.after),
                }
            )
            for change in assumptions.changes
        ],
        "numbers": {name: _in_a_line(_written(belief)) for name, belief in assumptions.items()},
    }
    sealed = {KEY: checksums(content), **content}
    text = yaml.dump(sealed, None, _Lines, allow_unicode=True, width=1_000_000, sort_keys=False)
    return write_whole(path, text.encode(), ASSUMPTIONS, overwrite)


def load_baseline(path: str | Path, folder: str | Path | None = None) -> Baseline:
    """An approved estimate from its file, computed again.

    Args:
        path: written by `save_baseline`.
        folder: the company's own assumptions, from which plan, risks and building blocks are read; the numbers are
            those of the file. None for the shipped ones.

    Raises:
        AssumptionsError: the file cannot be read or is no baseline; a part of it does not agree with its checksum; it
            is in another currency; it asks for too many samples. Every fault with its line.
    """
    place, faults = Path(path), list[Fault]()
    root = read_yaml(place, place.name, faults)
    if root is None or not _is_baseline(root):
        if not faults:
            faults.append(Fault(place.name, 1, "", f"is no approved baseline: it has {', '.join(SECTIONS)}"))
        raise AssumptionsError(faults)
    files = load(folder)
    faults += [*broken(root), *_impossible(root.value["estimate"], files.currency)]
    initiative = identified(root.value["estimate"].value.get("initiative"), Initiative(), faults)
    names = root.value["numbers"]
    beliefs = {name: _read(name, node, files, faults) for name, node in names.value.items()}
    changes = [_change(node, files, faults) for node in root.value["changes"].value]
    kept: dict[str, Any] = {name: root.value[name].plain() for name in ("approved", "estimate", "figures")}
    if faults:
        raise AssumptionsError(faults)
    try:
        facts, approved = kept["estimate"], kept["approved"]
        assumptions = replace(
            files,
            beliefs={name: beliefs[name] for name in beliefs if name in files}
            | {name: belief for name, belief in files.items() if name not in beliefs},
            changes=tuple(changes),
            scenarios=tuple(facts["scenarios"]),
            initiative=initiative,
        )
        figures = _figures(kept["figures"])
        est = estimate(assumptions, facts["samples"], facts["seed"])
        unsealed = () if KEY in root.value else (UNSEALED,)
        return Baseline(
            who=str(approved["who"]),
            when=date.fromisoformat(str(approved["when"])),
            why=str(approved["why"]),
            figures=figures,
            fingerprint=str(facts["fingerprint"]),
            estimate=est,
            disagreements=(*unsealed, *disagreements(est, files, beliefs, facts, figures)),
        )
    except AssumptionsError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise AssumptionsError([Fault(place.name, 1, "", f"is no approved baseline: {error}")]) from error


def _is_baseline(root: Node) -> bool:
    if not root.is_mapping or any(name not in root.value for name in SECTIONS):
        return False
    lists = isinstance(root.value["changes"].value, list)
    return lists and all(root.value[name].is_mapping for name in SECTIONS if name != "changes")


def _impossible(facts: Node, currency: str) -> Iterator[Fault]:
    """What keeps the estimate of a file from being computed again: too many samples, no seed, another currency."""
    missing = [key for key in FACTS if key not in facts.value]
    if missing:
        yield facts.fault("estimate", f"is no approved baseline: it does not say {', '.join(missing)}")
        return
    for key, least, most in (("samples", 1, MOST_SAMPLES), ("seed", 0, 2**63 - 1)):
        number = facts.at([key]).value
        if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
            yield facts.at([key]).fault(f"estimate.{key}", f"must be a whole number from {least:,} to {most:,}")
    approved = facts.at(["currency"])
    if approved.value != currency:
        text = (
            f"was approved in {approved.value}, and these assumptions are in {currency}; name the folder it goes with"
        )
        yield approved.fault("estimate.currency", text)


def _figures(rows: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("figure").astype(float)


# -- beliefs in the file ----------------------------------------------------------------------------------------------


def _written(belief: Belief) -> dict[str, Any]:
    """What a belief says, without its sources: they stand in the files of the assumptions."""
    content = belief.model_dump(mode="json", include=set(BELIEF_KEYS), exclude_none=True)
    return {key: content[key] for key in BELIEF_KEYS if key in content}


class _InALine(dict[str, Any]):
    """A mapping that is written in one line."""


class _Lines(Writer):
    """Writes YAML in which a number with all that is said of it is a line."""


_Lines.add_representer(
    _InALine, lambda writer, line: writer.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)
)


def _in_a_line(content: Mapping[Any, Any]) -> _InALine:
    return _InALine({str(key): value for key, value in content.items()})


def _read(name: str, node: Node, files: Assumptions, faults: list[Fault]) -> Belief:
    """A belief as written, with the sources that its name has in the files; faults are added to the list.

    Beside numbers that are not those of the files, the sources carry none of them.
    """
    known = files.beliefs.get(name)
    if not node.is_mapping:
        faults.append(node.fault(name, "must say what is believed"))
        return known or Belief(value=0)
    try:
        content = node.plain()
        unknown = sorted(set(content) - set(BELIEF_KEYS))
        if unknown:
            faults.append(node.fault(name, f"unknown key {unknown[0]!r}"))
        if known and content.get("unit", "") != known.unit:
            faults.append(node.fault(name, f"unit {content.get('unit', '')!r} where {known.unit!r} is needed"))
        said = Belief.model_validate({key: content[key] for key in content if key in BELIEF_KEYS})
        if known is None:
            return said
        sources = known.source if said.given == known.given else known.sources_beside_other_numbers
        return said.changed({"source": sources, "note": known.note})
    except (TypeError, ValueError) as error:
        faults.append(node.fault(name, sentence(error) if isinstance(error, ValueError) else str(error)))
        return known or Belief(value=0)


def _change(node: Node, files: Assumptions, faults: list[Fault]) -> Change:
    parts = node.value if node.is_mapping else {}
    if set(parts) != {"name", "by", "why", "before", "after"}:
        faults.append(node.fault("changes", "a change has name, by, why, before and after"))
        return Change("", Belief(value=0), Belief(value=0), "", "")
    name = str(parts["name"].value)
    before, after = (_read(name, parts[key], files, faults) for key in ("before", "after"))
    return Change(name, before, after, str(parts["why"].value), str(parts["by"].value))
