"""The assumptions in another language: what their texts say there, as `assumptions/languages` has it.

Numbers and cited titles stay as they are, and so does the fingerprint. A company's own ``languages/de.yaml`` is laid
over the shipped one, name by name and text by text. A shipped translation counts only for the shipped text: what a
company's files say in words of their own stays in these words until the company translates it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from costmodel.beliefs.source import Strict
from costmodel.errors import AssumptionsError
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder, own_folders
from costmodel.initiative.blocks import Move
from costmodel.initiative.discrepancy import Discrepancy
from costmodel.initiative.plan import Plan
from costmodel.initiative.structure import Structure
from costmodel.initiative.wording import PHRASES, REASONS, Wording
from costmodel.language.captions import Texts, texts, unknown_beside
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST, languages
from costmodel.language.translation_files import FOLDER, Layer, joined, layers, plain, unknown_names

BESIDE = {"scenarios", "blocks", "units", "unit_of_one"}  # sections that are not about the assumptions themselves
MOST_KEPT = 16  # translated shapes of models
Told = TypeVar("Told", bound=Strict)
Reasoned = TypeVar("Reasoned", Move, Discrepancy)
Layers = tuple[Layer, ...]


def translated(assumptions: Assumptions, code: str) -> Assumptions:
    """The same assumptions with their texts in another language.

    These are meanings, the judgements and notes behind numbers, the reasons of changes, plan, risks and measures,
    building blocks and additional costs. Numbers, titles of publications, origins and scenarios stay, and so does the
    fingerprint. What is changed afterwards (`with_changes`, `with_likeliest`, `with_scenario`) keeps the language.

    Args:
        assumptions: in whatever language.
        code: "en" for the texts as they stand in the files (unless an own folder has a ``languages/en.yaml``), "de",
            or another that a folder has.

    Raises:
        TypeError: no assumptions.
        ValueError: no folder has this language.
        AssumptionsError: every fault in the language files, as ``file:line: name: fault``.
    """
    if not isinstance(assumptions, Assumptions):
        raise TypeError(f"translated: it is assumptions that are translated, not {assumptions!r:.60}")
    now = assumptions.structure
    there = _translation(assumptions, code)
    if there is now:
        return assumptions
    before, after = now.wording, there.wording
    beliefs = {name: after.from_language(before, name, belief) for name, belief in assumptions.items()}
    changes = tuple(
        replace(change, why=after.in_language(before.as_written(change.why))) for change in assumptions.changes
    )
    return replace(assumptions, beliefs=beliefs, changes=changes, structure=there)


def language_spoken(assumptions: Assumptions) -> Language:
    """The language of the texts of the assumptions, for what is said around them; English where it has no words."""
    code = assumptions.structure.wording.code
    return language_of(code if code in languages() else FIRST)


# (shape of a model as its files have it, language) -> that shape, the files of the language, the shape in the language.
# One object for each shape, because others remember a shape by its identity.
_KNOWN: OrderedDict[tuple[int, str], tuple[Structure, Layers, Structure]] = OrderedDict()


def _translation(assumptions: Assumptions, code: str) -> Structure:
    written = assumptions.structure.written or assumptions.structure
    own = own_folders(assumptions.folders)
    found, wrong = layers(code, own)
    known = _KNOWN.get((id(written), code))
    if known is not None and known[0] is written and known[1] is found:
        return known[2]
    faults = [*wrong, *unknown_beside(found, own)]
    base = load()
    for layer in found:
        faults += unknown_names(layer, _known_names(assumptions if layer.own else base, base))
        if layer.own and layer.section("texts"):  # of the shipped ones, a test knows that they are all there
            faults += unknown_names(layer, {"texts": set().union(*map(all_texts, (baseline_folder(), *own)))})
    if faults:
        raise AssumptionsError(faults)
    about = any(layer.sections.keys() - BESIDE for layer in found)
    made = _in_language(assumptions, written, found, code) if about else written
    _KNOWN[id(written), code] = (written, found, made)
    if len(_KNOWN) > MOST_KEPT:
        _KNOWN.popitem(last=False)
    return made


def _in_the_files(assumptions: Assumptions) -> dict[str, str]:
    """Name -> meaning as the files have it: before any change, and before any translation."""
    found = {name: belief.meaning for name, belief in assumptions.items()}
    found |= {change.name: change.before.meaning for change in reversed(assumptions.changes)}
    for name, (written, told) in assumptions.structure.wording.meanings.items():
        if found.get(name) == told:
            found[name] = written
    return found


def _in_language(assumptions: Assumptions, written: Structure, found: Layers, code: str) -> Structure:
    """The shape of a model, written as its files have it, in the language of some files."""
    base = load()
    shipped = base.structure
    phrases, said = joined(found, "phrases"), joined(found, "texts")
    said = {PHRASES[key]: phrases[key] for key in REASONS if key in phrases} | said

    def all_of(
        section: str, items: Mapping[str, Told], known: Mapping[str, Told], keys: Mapping[str, str]
    ) -> dict[str, Told]:
        return {name: _told(item, known.get(name), found, section, name, keys) for name, item in items.items()}

    activities, known_activities = written.plan.activities, shipped.plan.activities
    plan = all_of("activities", activities, known_activities, {"meaning": ""})
    plan = all_of("waits_for", plan, known_activities, {"waits_for": ""})
    meanings, in_files = dict[str, tuple[str, str]](), _in_the_files(assumptions)
    for layer in found:
        for name, text in plain(layer, "meanings").items():
            if name in in_files and (layer.own or base[name].meaning == in_files[name]):
                meanings[name] = (in_files[name], text)
    wording = Wording(code, phrases, said, meanings)
    return replace(
        written,
        plan=Plan(plan),
        risks=all_of(
            "risks",
            written.risks,
            shipped.risks,
            {key: f".{key}" for key in ("meaning", "mitigation", "not_counted")},
        ),
        moves={block: tuple((_why(move, wording), on) for move, on in made) for block, made in written.moves.items()},
        discrepancy={part: (_why(missed, wording), on) for part, (missed, on) in written.discrepancy.items()},
        drivers={
            name: driver.model_copy(update={"source": wording.of_sources(driver.source)})
            for name, driver in all_of("drivers", written.drivers, shipped.drivers, {"meaning": ""}).items()
        },
        additional_costs=all_of(
            "additional_costs", written.additional_costs, shipped.additional_costs, {"meaning": ""}
        ),
        contracts=all_of("contracts", written.contracts, shipped.contracts, {"meaning": ""}),
        courses={
            name: (told, written.courses[name][1])
            for name, told in all_of(
                "courses",
                {name: one for name, (one, _) in written.courses.items()},
                {name: one for name, (one, _) in shipped.courses.items()},
                {"meaning": ""},
            ).items()
        },
        wording=wording,
        written=written,
    )


def _why(move: Reasoned, wording: Wording) -> Reasoned:
    """What a building block or experience does, with its reasons in a language."""
    source = wording.of_sources(move.source)
    return move.model_copy(update={"why": wording.in_language(move.why), "source": source})


def _told(item: Told, shipped: Told | None, found: Layers, section: str, name: str, keys: Mapping[str, str]) -> Told:
    """One part of the shape with its texts in a language: attribute -> what the name has behind it in the section."""
    update = {}
    for key, ending in keys.items():
        there = getattr(item, key)
        for layer in found:
            text = layer.section(section).get(f"{name}{ending}")
            if text is not None and there and (layer.own or getattr(shipped, key, None) == there):
                update[key] = text.value
    return item.model_copy(update=update) if update else item


def all_texts(folder: Path) -> set[str]:
    """Every text that stands in the files of a folder, its language files left out."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.yaml")):
        if FOLDER not in path.relative_to(folder).parts:
            root = read_yaml(path, path.name, [])
            found |= set(_strings(root)) if root is not None else set()
    return found


def _strings(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for one in below:
        yield from _strings(one)


def _known_names(assumptions: Assumptions, base: Assumptions) -> dict[str, set[str]]:
    """Section -> the names that may have a text; what an own folder leaves out of the shipped files may keep its."""
    found: dict[str, set[str]] = {}
    for one in (assumptions, base):
        shape = one.structure
        plan = shape.plan.activities
        parts = {"meanings": one, "activities": plan, "waits_for": plan, "risks": shape.risks,
                 "drivers": shape.drivers, "additional_costs": shape.additional_costs,
                 "contracts": shape.contracts, "courses": shape.courses}  # fmt: skip
        for section, names in parts.items():
            found.setdefault(section, set()).update(names)
    return found


__all__ = ["Texts", "language_spoken", "texts", "translated"]
