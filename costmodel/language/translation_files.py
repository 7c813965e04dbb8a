"""The language files of a folder (`languages/de.yaml`, `languages/de/*.yaml`): texts for people, each with its line.

Names (meanings, activities, units) are told by what they belong to. Sentences (judgements, notes, reasons) stand in the
section `texts` under the very text of the files: a translator sees both, and a sentence that was changed is not told in
yesterday's words. What a cost category says of its own assumptions stands in its own file, under ``languages``, and
counts like the shipped language file. What `plan.yaml` says in sentences is in `languages/de/plan.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from costmodel.beliefs.units import UnknownUnitError, parse
from costmodel.errors import MOST_LISTED, Fault, did_you_mean
from costmodel.files.loading import shipped_texts
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.initiative.wording import A_LANGUAGE, PHRASES
from costmodel.language.language_files import languages

FOLDER = "languages"
# Sections of one text for each name, and sections of several, with what they may hold.
FLAT = (
    *("meanings", "activities", "waits_for", "additional_costs", "contracts", "courses", "drivers", "blocks", "units"),
    *("unit_of_one", "phrases", "texts"),
)
NESTED = {
    "risks": ("meaning", "mitigation", "not_counted"),
    "scenarios": ("label", "meaning", "story"),
}
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, eq=False)
class Layer:
    """What one folder says in a language, in one file or several.

    Attributes:
        own: whether it is a company's own, not the shipped one.
        sections: section -> name (``risk.meaning`` where there are several) -> its text.
    """

    own: bool
    sections: Mapping[str, Mapping[str, Node]]

    def section(self, name: str) -> Mapping[str, Node]:
        """The texts of a section by name; none where it is not there."""
        return self.sections.get(name, {})


def layers(code: str, own: Sequence[Path]) -> tuple[tuple[Layer, ...], tuple[Fault, ...]]:
    """What the folders say in a language, the shipped one first, the one that counts most last; and what is wrong.

    The same object for as long as no file changes. Names are not looked up here; see `unknown_names`.

    A language in which the program speaks and no folder has texts is one without files.

    Raises:
        ValueError: no folder has this language, and the program does not speak it.
    """
    places = [baseline_folder(), *reversed(own)]
    found = tuple(
        (folder, tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files))
        for folder in (places if A_LANGUAGE.fullmatch(code) else ())
        if (files := language_files(folder, code))
    )
    if not found and code not in languages():
        raise ValueError(f"no language {code!r}; there are {', '.join(_codes(places))}")
    return _read(code, found)


def language_files(folder: Path, code: str) -> list[Path]:
    """The files in which a folder speaks a language: `languages/de.yaml` and what lies in `languages/de`."""
    one = folder / FOLDER / f"{code}.yaml"
    return [*([one] if one.is_file() else []), *sorted((folder / FOLDER / code).rglob("*.yaml"))]


def _codes(places: Iterable[Path]) -> list[str]:
    return sorted({*languages(), *(path.stem for folder in places for path in (folder / FOLDER).glob("*.yaml"))})


Stamped = tuple[Path, int, int]  # a file, when it was changed, its size


@lru_cache(maxsize=16)
def _read(
    code: str, folders: tuple[tuple[Path, tuple[Stamped, ...]], ...]
) -> tuple[tuple[Layer, ...], tuple[Fault, ...]]:
    shipped, faults = baseline_folder(), list[Fault]()
    beside = shipped_texts().get(code)
    found = [Layer(False, _sections(beside, faults))] if beside is not None else []
    found += [Layer(folder != shipped, _of_folder(folder, files, faults)) for folder, files in folders]
    return tuple(found), tuple(faults)


def _of_folder(folder: Path, files: Iterable[Stamped], faults: list[Fault]) -> dict[str, dict[str, Node]]:
    together: dict[str, dict[str, Node]] = {}
    for path, _, _ in files:
        node = read_yaml(path, path.relative_to(folder).as_posix(), faults)
        for section, told in (_sections(node, faults) if node is not None else {}).items():
            known = together.setdefault(section, {})
            for name, text in told.items():
                if name in known:
                    place = f"{known[name].file}:{known[name].line}"
                    faults.append(text.fault(f"{section}.{name}", f"has its text already, in {place}"))
                known[name] = text
    return together


def _sections(root: Node, faults: list[Fault]) -> dict[str, dict[str, Node]]:
    known = (*FLAT, *NESTED)
    if not root.is_mapping:
        faults.append(root.fault("", f"must hold sections: {', '.join(known)}"))
        return {}
    found: dict[str, dict[str, Node]] = {}
    for section, node in root.value.items():
        if section not in known:
            faults.append(node.fault(section, "no such section of a language file" + did_you_mean(section, known)))
        elif not node.is_mapping:
            faults.append(node.fault(section, "must hold names, each with its text"))
        elif section in FLAT:
            found[section] = {name: one for name, one in node.value.items() if _good(section, name, one, faults)}
        else:
            found[section] = dict(_parts(section, node, faults))
    return found


def _parts(section: str, node: Node, faults: list[Fault]) -> Iterator[tuple[str, Node]]:
    known = NESTED[section]
    for name, child in node.value.items():
        if not child.is_mapping:
            faults.append(child.fault(f"{section}.{name}", f"must hold {', '.join(known)}"))
            continue
        for key, one in child.value.items():
            if key not in known:
                text = f"holds {', '.join(known)} only" + did_you_mean(key, known)
                faults.append(one.fault(f"{section}.{name}.{key}", text))
            elif _good(section, f"{name}.{key}", one, faults):
                yield f"{name}.{key}", one


def _good(section: str, name: str, node: Node, faults: list[Fault]) -> bool:
    """Whether a text can be used; a fault is added where it cannot."""
    wrong = ""
    if not isinstance(node.value, str):
        wrong = "must be a text"
    elif not node.value.strip() and section != "units":
        wrong = "must not be empty"
    elif section == "phrases" and name in PHRASES:
        places = set(PLACE.findall(PHRASES[name]))
        if set(PLACE.findall(node.value)) != places:
            wrong = f"must hold {', '.join(f'{{{one}}}' for one in sorted(places)) or 'no place in braces'}"
    elif section in ("units", "unit_of_one"):
        wrong = _wrong_unit(name)
    if wrong:
        faults.append(node.fault(f"{section}.{name}", wrong))
    return not wrong


def _wrong_unit(name: str) -> str:
    try:
        parse(name)
    except UnknownUnitError as unknown:
        return str(unknown)
    return ""


def unknown_names(layer: Layer, known: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    """The names that a file gives a text although they do not exist; sections that `known` lacks are not looked at.

    The nearest name is looked for in as many as are told: among all sentences of the files it takes a moment.
    """
    found = 0
    for section, names in known.items():
        for name, node in layer.section(section).items():
            about = name.rpartition(".")[0] if section in NESTED else name
            if about not in names:
                near = did_you_mean(about, names) if found < MOST_LISTED else ""
                found += 1
                yield node.fault(f"{section}.{about}", f"there is no such name{near}")


def plain(layer: Layer, section: str) -> dict[str, str]:
    """The texts of a section by name."""
    return {name: str(node.value) for name, node in layer.section(section).items()}


def joined(found: Iterable[Layer], section: str) -> dict[str, str]:
    """The texts of a section, those of the last layer counting most."""
    return {name: text for layer in found for name, text in plain(layer, section).items()}
