"""A folder of YAML files as one tree of names, and a company's own tree laid over the shipped one, name by name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from costmodel.beliefs.shapes import number_keys
from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.opening import UnreadableError, listed

PACKAGE = Path(__file__).resolve().parents[1]
# Sections in which a company may add names of its own; elsewhere a new name would be used by nothing.
OPEN_SECTIONS = (
    *("plan", "roles", "risks", "additional_costs", "drivers", "capability_moves", "discrepancy_moves", "currency"),
    *("contracts", "courses"),
)
# Sections of whose entries a company may leave out some.
DROPPABLE = ("plan", "risks", "additional_costs")
# Which assumptions have a slider; read by `levers`.
LEVERS_FILE = "levers.yaml"
# What people are asked in the workshop; read by `capability`.
QUESTIONNAIRE_FILE = "questionnaire.yaml"
# What numbers may plausibly be; read by `plausibility`.
PLAUSIBLE_FILE = "plausible.yaml"
# Sections of the shipped files that hold no assumptions; a company's own files have none of them, for the reason given.
SHIPPED_ONLY = {
    "categories": "a cost category of your own needs its formula in Python; a line under one that is there does not: "
    "write it under additional_costs",
    "languages": "texts of your own stand in languages/CODE.yaml of your folder",
}
# Several initiatives with the same people; read by the room `portfolio`.
PORTFOLIO_FILE = "portfolio.yaml"
# These lie beside the assumptions and speak of them, but hold none.
NO_ASSUMPTIONS = (LEVERS_FILE, QUESTIONNAIRE_FILE, PLAUSIBLE_FILE, PORTFOLIO_FILE)
# What a folder may hold beside numbers of its own, or instead of them.
BESIDE = (*NO_ASSUMPTIONS, "scenarios", "languages", "mapping", "outside_view")
# A mapping with one of these, not itself a mapping, is meant as a belief; one without is a level of the names.
BELIEF_KEYS = {*number_keys(), "meaning", "unit", "source", "prices_of", "shape", "note"}
# Of an additional cost: how much it is, and when it falls due; whoever says one of a group says all of it.
SAID_TOGETHER = (
    frozenset({"amount", "per_month", "per_year", "volume", "price"}),
    frozenset({"due", "begins", "ends"}),
)
# What a belief keeps of the one that it replaces; its numbers and its source are its own.
INHERITED = ("meaning", "unit", "moves_with", "note", "for", "activity", "on")


def data_folder(name: str) -> Path:
    """Where the package's data of that name lie: inside an installed package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def baseline_folder() -> Path:
    """The folder of the shipped assumptions."""
    return data_folder("assumptions")


def is_belief(node: Node) -> bool:
    """Whether a node states a belief itself (rather than holding parts that do)."""
    if not node.is_mapping:
        return False
    return any(key in node.value and not node.value[key].is_mapping for key in (*number_keys(), "times"))


def leaves(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """The beliefs below a node with their dotted names, and whatever else stands where a belief is expected."""
    if (
        not node.is_mapping
        or not node.value
        or any(key in BELIEF_KEYS and not child.is_mapping for key, child in node.value.items())
    ):
        yield name, node
        return
    for key, child in node.value.items():
        yield from leaves(child, f"{name}.{key}")


def laid_over(base: Node, over: Node) -> Node:
    """`over` laid on `base`, name by name; a belief is replaced whole, but keeps meaning, unit and driver.

    Its source is not kept: a new number needs a source of its own.
    """
    if not (base.is_mapping and over.is_mapping):
        return over
    if is_belief(over):
        kept = {key: base.value[key] for key in INHERITED if key in base.value}
        return Node({**kept, **over.value}, over.file, over.line, over.folder)
    merged = dict(base.value)
    for key, node in over.value.items():
        merged[key] = laid_over(merged[key], node) if key in merged else node
    return Node(merged, over.file, over.line, over.folder)  # faults are those of the company's own file


def said_anew(base: Node, over: Node) -> Node:
    """`base` without what the additional costs of `over` say in another way: how much it is, and when it falls due.

    A company's own `grant` with a date of its own would else have two dates, the shipped one and its own.
    """
    section = "additional_costs"
    known, own = base.value.get(section), over.value.get(section)
    if known is None or own is None or not own.is_mapping:
        return base
    entries = dict(known.value)
    for name, entry in own.value.items():
        if name in entries and entry.is_mapping:
            gone = {key for group in SAID_TOGETHER if entry.value.keys() & group for key in group}
            kept = {key: node for key, node in entries[name].value.items() if key not in gone or _is_same(entry, key)}
            entries[name] = Node(kept, entries[name].file, entries[name].line, entries[name].folder)
    changed = Node(entries, known.file, known.line, known.folder)
    return Node({**base.value, section: changed}, base.file, base.line, base.folder)


def _is_same(entry: Node, key: str) -> bool:
    """Whether an entry says a number of the same name, which then keeps meaning and unit."""
    return key in entry.value and is_belief(entry.value[key])


def tree(folder: Path, faults: list[Fault]) -> Node | None:
    """All YAML files of a folder as one tree; the same name in two files is a fault.

    A folder may have scenarios, sliders, a questionnaire or texts alone, and no assumptions of its own.
    """
    try:
        every = [path for path in listed(folder, ".yaml", ".yml") if is_read(path)]
        if not every and not any(os.path.exists(folder / beside) for beside in BESIDE):  # noqa: PTH110 - any name will do
            there = os.path.isdir(folder)  # noqa: PTH112
            raise UnreadableError(Sentence("has no assumptions (*.yaml)") if there else Sentence("is no folder"))
    except UnreadableError as error:
        faults.append(Fault(str(folder), 1, "", str(error)))
        return None
    files = [path for path in every if path.name not in NO_ASSUMPTIONS]
    root: dict[str, Node] = {}
    for path in files:
        node = read_yaml(path, path.name, faults)
        if node is None:
            continue
        if not node.is_mapping:
            faults.append(node.fault("", Sentence("must hold names, each with what belongs to it")))
            continue
        _join(root, node, "", faults)
    return Node(root, str(folder), 1, folder)


def is_read(path: Path) -> bool:
    """Whether the name of a file says that it holds assumptions; hidden ones do not."""
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")


def _join(into: dict[str, Node], node: Node, name: str, faults: list[Fault]) -> None:
    for key, child in node.value.items():
        dotted = f"{name}.{key}" if name else key
        if key not in into:
            into[key] = child
        elif child.is_mapping and into[key].is_mapping and not is_belief(child) and not is_belief(into[key]):
            joined = dict(into[key].value)
            _join(joined, child, dotted, faults)
            into[key] = Node(joined, into[key].file, into[key].line, into[key].folder)
        else:
            faults.append(
                child.fault(
                    dotted, Sentence("stands already in {file}, line {line}", file=into[key].file, line=into[key].line)
                )
            )


def unknown(over: Node, units: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
    """The leaves of a company's files that no part of the model would use."""
    for key, node in over.value.items():
        if key not in OPEN_SECTIONS:
            yield from ((name, leaf) for name, leaf in leaves(node, key) if name not in units)


def strangers(over: Node, units: Mapping[str, str]) -> list[str]:
    """The files of a folder that are something else: none of their sections is one of ours, or nearly.

    What stands in them is nobody's business, so it must not be told as faults.
    """
    ours = {*OPEN_SECTIONS, *SHIPPED_ONLY, *(name.partition(".")[0] for name in units)}
    familiar = {node.file for key, node in over.value.items() if key in ours or did_you_mean(key, sorted(ours))}
    return sorted({node.file for node in over.value.values()} - familiar)


def known_only(over: Node, units: Mapping[str, str]) -> Node:
    """The same tree without what `unknown` lists, so that it is not judged a second time."""
    unused = {name for name, _ in unknown(over, units)}

    def kept(node: Node, name: str) -> Node | None:
        if name in unused:
            return None
        if not node.is_mapping or name in units or name.split(".", maxsplit=1)[0] in OPEN_SECTIONS:
            return node
        below = {key: kept(child, f"{name}.{key}" if name else key) for key, child in node.value.items()}
        used = {key: child for key, child in below.items() if child is not None}
        return Node(used, node.file, node.line, node.folder) if used or not node.value else None

    return kept(over, "") or Node({}, over.file, over.line, over.folder)


def dropped_in_vain(base: Node, over: Node) -> Iterator[Fault]:
    """What a company's files leave out although it is not there, or change and leave out at once."""
    for section in DROPPABLE:
        known = base.value[section].value if section in base.value else {}
        own = over.value.get(section)
        for name, child in own.value.items() if own is not None and own.is_mapping else ():
            mark = child.value.get("dropped") if child.is_mapping else None
            if mark is None or mark.value is not True:
                continue
            if name not in known:
                yield mark.fault(
                    f"{section}.{name}", Sentence("is not there to be left out{near}", near=did_you_mean(name, known))
                )
            elif others := sorted(child.value.keys() - {"dropped"}):
                yield mark.fault(
                    f"{section}.{name}", Sentence("is left out, so nothing reads {others}", others=", ".join(others))
                )


def without_dropped(root: Node, faults: list[Fault]) -> Node:
    """The tree without what is marked ``dropped: true``; the plan is rewired around dropped activities."""
    top = dict(root.value)
    for section in DROPPABLE:
        node = top.get(section)
        if node is None or not node.is_mapping:
            continue
        kept, dropped = {}, {}
        for name, child in node.value.items():
            mark = child.value.get("dropped") if child.is_mapping else None
            if mark is None:
                kept[name] = child
            elif mark.value is True:
                dropped[name] = child
            else:
                faults.append(mark.fault(f"{section}.{name}.dropped", Sentence("is true, or is not there")))
        if section == "plan":
            for name, gone in dropped.items():
                kept = {other: _rewired(child, name, gone) for other, child in kept.items()}
        top[section] = Node(kept, node.file, node.line, node.folder)
    return Node(top, root.file, root.line, root.folder)


def _rewired(activity: Node, gone: str, node: Node) -> Node:
    """An activity that no longer comes after one that is left out, but after that one's predecessors."""
    after = activity.value.get("after") if activity.is_mapping else None
    if after is None or not isinstance(after.value, list) or gone not in [one.value for one in after.value]:
        return activity
    before = node.value.get("after")
    instead = before.value if before is not None and isinstance(before.value, list) else []
    names = [one for entry in after.value for one in (instead if entry.value == gone else [entry])]
    unique = list({one.value: one for one in names}.values())
    changed = {**activity.value, "after": Node(unique, after.file, after.line, after.folder)}
    return Node(changed, activity.file, activity.line, activity.folder)


def own_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The folders without the shipped one, in their order."""
    shipped = baseline_folder().resolve()
    return tuple(folder for folder in folders if folder.resolve() != shipped)
