"""The language files of a folder (`languages/de.yaml`): texts for people, read and checked, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from costmodel.beliefs.units import UnknownUnitError, parse
from costmodel.errors import Fault, did_you_mean
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import A_LANGUAGE, baseline_folder
from costmodel.initiative.wording import PHRASES
from costmodel.language.language_files import languages

FOLDER = "languages"
# Sections of one text for each name, and sections of several, with what they may hold.
FLAT = ("meanings", "activities", "waits_for", "additional_costs", "drivers", "blocks", "units", "phrases")
NESTED = {
    "risks": ("meaning", "mitigation"),
    "scenarios": ("label", "meaning", "story"),
    "reference_classes": ("meaning", "limits"),
}
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, eq=False)
class Layer:
    """One language file.

    Attributes:
        own: whether it is a company's own, not the shipped one.
        sections: section -> name (``risk.meaning`` where there are several) -> its text, or list of texts.
    """

    own: bool
    sections: Mapping[str, Mapping[str, Node]]

    def section(self, name: str) -> Mapping[str, Node]:
        """The texts of a section by name; none where it is not there."""
        return self.sections.get(name, {})


def layers(code: str, own: Sequence[Path]) -> tuple[tuple[Layer, ...], tuple[Fault, ...]]:
    """The files of a language, the shipped one first, the one that counts most last; and what is wrong in them.

    The same object for as long as no file changes. Names are not looked up here; see `unknown_names`.

    A language in which the program speaks and no folder has texts is one without files.

    Raises:
        ValueError: no folder has this language, and the program does not speak it.
    """
    places = [baseline_folder(), *reversed(own)]
    files = [folder / FOLDER / f"{code}.yaml" for folder in places] if A_LANGUAGE.fullmatch(code) else []
    found = tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.is_file())
    if not found and code not in languages():
        known = sorted({*languages(), *(path.stem for folder in places for path in (folder / FOLDER).glob("*.yaml"))})
        raise ValueError(f"no language {code!r}; there are {', '.join(known)}")
    return _read(found)


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[Path, int, int], ...]) -> tuple[tuple[Layer, ...], tuple[Fault, ...]]:
    shipped, faults = baseline_folder(), list[Fault]()
    found = []
    for path, _, _ in files:
        node = read_yaml(path, f"{FOLDER}/{path.name}", faults)
        if node is not None:
            found.append(Layer(path.parent.parent != shipped, _sections(node, faults)))
    return tuple(found), tuple(faults)


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
    if section == "reference_classes" and name.endswith(".limits"):
        if not isinstance(node.value, list) or not all(isinstance(one.value, str) for one in node.value):
            wrong = "must be a list of texts"
    elif not isinstance(node.value, str):
        wrong = "must be a text"
    elif not node.value.strip() and section != "units":
        wrong = "must not be empty"
    elif section == "phrases" and name in PHRASES:
        places = set(PLACE.findall(PHRASES[name]))
        if set(PLACE.findall(node.value)) != places:
            wrong = f"must hold {', '.join(f'{{{one}}}' for one in sorted(places)) or 'no place in braces'}"
    elif section == "units":
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
    """The names that a file gives a text although they do not exist; sections that `known` lacks are not looked at."""
    for section, names in known.items():
        for name, node in layer.section(section).items():
            about = name.rpartition(".")[0] if section in NESTED else name
            if about not in names:
                yield node.fault(f"{section}.{about}", f"there is no such name{did_you_mean(about, names)}")


def plain(layer: Layer, section: str) -> dict[str, str]:
    """The texts of a section by name."""
    return {name: str(node.value) for name, node in layer.section(section).items()}


def joined(found: Iterable[Layer], section: str) -> dict[str, str]:
    """The texts of a section, those of the last layer counting most."""
    return {name: text for layer in found for name, text in plain(layer, section).items()}
