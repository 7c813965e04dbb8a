"""How pictures look: the style sheets, and what they say of a single mark where no browser reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOURS = re.compile(r"\.cm-root \{\s*(--cm-ground:.*?)\n\s*\}", re.DOTALL)  # those of day, those of night
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CONTAINER = re.compile(r"@container cm-plot \((min|max)-width: (\d+)px\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
PART = re.compile(r"([.:]?)([\w-]+)")
# What no drawing on paper has: it is not pointed at, and its shapes are not stretched.
NOT_DRAWN = ("cursor", "overflow", "pointer-events", "vector-effect", "font-variant-numeric", "max-width")


@cache
def colours() -> str:
    """The style sheet of colours, for an element of the class cm-root."""
    return _read("colours.css")


@cache
def pictures() -> str:
    """The style sheet of cards, legends and marks."""
    return _read("pictures.css")


@cache
def day_and_night() -> tuple[str, str]:
    """The colours by day and by night, as declarations."""
    day, night = COLOURS.findall(COMMENT.sub("", colours()))
    return day, night


def _read(name: str) -> str:
    return (files("costmodel.pictures") / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class _Rule:
    """What is said of marks with these classes (and this name, where one is given) inside a picture."""

    name: str
    classes: frozenset[str]
    said: Mapping[str, str]

    def meets(self, name: str, classes: frozenset[str]) -> bool:
        return self.classes <= classes and self.name in ("", name)

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.classes), int(bool(self.name))


def look(name: str, classes: Iterable[str], width: float) -> dict[str, str]:
    """What the style sheet says of a mark on light paper.

    Args:
        name: of the element, such as "rect".
        classes: of the element; a picture itself has the class cm-picture.
        width: pixels of the picture: some marks are shown only where there is room.

    Returns:
        property -> value, with all variables resolved.
    """
    return dict(_look(name, frozenset(classes), width))


@cache
def _look(name: str, classes: frozenset[str], width: float) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for rule in sorted((one for one in _rules(width) if one.meets(name, classes)), key=lambda one: one.weight):
        said.update(rule.said)
    return said


@cache
def _rules(width: float) -> tuple[_Rule, ...]:
    text = COMMENT.sub("", pictures())
    found = list(_parsed(CONTAINER.sub("", text)))
    for side, limit, inside in CONTAINER.findall(text):
        if (width >= int(limit)) if side == "min" else (width <= int(limit)):
            found += _parsed(inside)
    return tuple(found)


def _parsed(text: str) -> Iterator[_Rule]:
    """The rules of marks; a mark stands inside a picture, or is the picture."""
    for selectors, declared in RULE.findall(text):
        said = {
            key.strip(): _resolved(value.strip())
            for key, _, value in (line.partition(":") for line in declared.split(";"))
            if key.strip() and key.strip() not in NOT_DRAWN
        }
        for selector in selectors.split(","):
            *above, last = selector.split()
            parts = PART.findall(last)
            if above not in ([], [".cm-picture"]) or any(kind == ":" for kind, _ in parts):
                continue
            if not above and (".", "cm-picture") not in parts:
                continue
            name = next((word for kind, word in parts if not kind), "")
            yield _Rule(name, frozenset(word for kind, word in parts if kind), said)


def _resolved(value: str) -> str:
    day = day_colours()
    return VARIABLE.sub(lambda found: day[found[1]], value)


@cache
def day_colours() -> Mapping[str, str]:
    """The colours by day and on paper: variable -> colour."""
    declared = (line.partition(":") for line in day_and_night()[0].split(";"))
    return {key.strip(): value.strip() for key, _, value in declared if key.strip()}
