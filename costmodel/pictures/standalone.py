"""A picture that needs no page around it: an SVG with its colours, legend and words in it, for paper and slides.

Shares of the width become points, classes become colours, stretched shapes are drawn where they lie: so a word
processor, a slide and a typesetter, which read no style sheet, show what a browser shows.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from textwrap import wrap

from costmodel.pictures.markup import Markup, tag
from costmodel.pictures.style import look

WIDTH = 720.0  # pixels: a picture of an A4 page, in letters of 8.6 points where it is set to 493 points
FONT = "Fira Sans, Arial, sans-serif"
BOLDEST = 600  # the boldest letter of the font that is shipped
ENTRY, SWATCH = 20.0, 16.0  # pixels: a line of the legend, and a swatch across
HEADING, NOTE, NEXT_LINE = 34.0, 24.0, 14.0
LETTERS = 130  # of a note on one line
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
ACROSS = ("x", "x1", "x2", "cx", "width")
DOWN = ("y", "y1", "y2", "cy", "height")
LINES = {"cm-line-p50", "cm-line-p80", "cm-frontier", "cm-asked", "cm-error", "cm-limit"}  # swatches that are lines
SIGNS = {"cm-acted-on"}  # no colour stands for it, but a sign that its words begin with
KEPT = ("dx", "r", "points", "text-anchor", "id", "patternUnits", "patternTransform")


def standalone(drawn: Markup, width: float = WIDTH, heading: str = "", note: str = "") -> Markup:
    """The SVG file of a picture, on light paper.

    Args:
        drawn: as a picture's function gives it, its legend included.
        width: pixels.
        heading: a line above it.
        note: what stands below it, on as many lines as it takes.

    Returns:
        an SVG document; what a mark says when it is pointed at is kept.
    """
    root = ET.fromstring(ILLEGAL.sub("\ufffd", drawn))  # noqa: S314  made by `tag` alone, which escapes
    top = HEADING if heading else 0.0
    parts = [_words(heading, 0, 18, 16.0, bold=True)] if heading else []
    says = heading
    legend = next((one for one in root.iter("div") if "cm-legend" in _classes(one)), None)
    if legend is not None:
        entries = [one for one in legend.iter("span") if "cm-key" in _classes(one)]
        parts += _legend(entries, top, width)
        top += ENTRY * -(-len(entries) // _columns(entries)) + 8
    for picture in [root] if _name(root) == "svg" else [one for one in root if _name(one) == "svg"]:
        said = look("svg", _classes(picture), width)
        if said.get("display") == "none":
            continue
        height = float(picture.get("height", "0"))
        says = picture.get("aria-label", heading)
        size = said.get("font-size", "12.5px").removesuffix("px")
        inside = [_drawn(one, Box(0.0, 0.0, width, height), width) for one in picture]
        parts.append(tag("g", *inside, transform=f"translate(0 {top:g})", font_size=size))
        top += height
    lines = wrap(note, LETTERS)
    parts += [_words(line, 0, top + 18 + NEXT_LINE * place, 10.5, muted=True) for place, line in enumerate(lines)]
    top += NOTE + NEXT_LINE * (len(lines) - 1) if lines else 0.0
    return tag(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 -2 {width:g} {top + 6:g}",
        width=width,
        height=top + 6,
        role="img",
        aria_label=says,
        font_family=FONT,
    )


@dataclass(frozen=True)
class Box:
    """The part of a picture that shapes are laid into, in pixels; `unit` where they are drawn in a unit square."""

    x: float
    y: float
    width: float
    height: float
    unit: bool = False


def _drawn(element: ET.Element, box: Box, width: float) -> Markup:
    name = _name(element)
    if name == "title":
        return tag("title", element.text or "")
    if name == "svg":
        inner = Box(
            _length(element.get("x", "0"), box.width, box.x),
            _length(element.get("y", "0"), box.height, box.y),
            _length(element.get("width", "100%"), box.width),
            _length(element.get("height", "100%"), box.height),
            unit=True,
        )
        return tag("g", *(_drawn(one, inner, width) for one in element))
    said = look(name, _classes(element), width)
    if said.get("display") == "none":
        return Markup("")
    attributes: dict[str, str | float] = {}
    for key, value in element.attrib.items():
        if key in ACROSS:
            attributes[key] = _length(value, box.width, 0.0 if key == "width" else box.x)
        elif key in DOWN:
            attributes[key] = _length(value, box.height, 0.0 if key == "height" else box.y)
        elif key == "points" and box.unit:
            attributes[key] = _laid(value, box)
        elif key in KEPT:
            attributes[key] = value
    attributes |= {key: _said(key, value) for key, value in said.items() if key != "display"}
    inside = [element.text or ""]
    for one in element:
        inside += [_drawn(one, box, width), one.tail or ""]
    return tag(name, *inside, **{key.replace("-", "_"): value for key, value in attributes.items()})


def _said(key: str, value: str) -> str:
    """A declaration as an attribute."""
    if key == "font-weight":
        return str(min(int(value), BOLDEST))
    return value.removesuffix("px").replace('url("', "url(").replace('")', ")")


def _length(value: str, whole: float, start: float = 0.0) -> float:
    """Pixels, from a share of the width or of the height or from pixels."""
    return start + (float(value[:-1]) / 100 * whole if value.endswith("%") else float(value or 0))


def _laid(points: str, box: Box) -> str:
    """Points of a unit square where they lie in the picture."""
    pairs = (pair.split(",") for pair in points.split())
    return " ".join(f"{box.x + float(x) * box.width:.2f},{box.y + float(y) * box.height:.2f}" for x, y in pairs)


def _columns(entries: list[ET.Element]) -> int:
    return 2 if len(entries) > 1 else 1


def _legend(entries: list[ET.Element], top: float, width: float) -> list[Markup]:
    """Entries in two columns of the same width, so that no words need to be measured."""
    columns = _columns(entries)
    parts = []
    for place, entry in enumerate(entries):
        x, y = width / columns * (place % columns), top + ENTRY * (place // columns)
        swatch, words = list(entry)
        classes = _classes(swatch) - {"cm-swatch"}
        amount = "".join(one.text or "" for one in words)
        if not classes & SIGNS:
            parts.append(_swatch(classes, x, y + 2, width))
        told = [words.text or ""]
        if amount:
            told.append(tag("tspan", amount, font_weight=str(BOLDEST)))
        ink = look("text", (), width)["fill"]
        parts.append(tag("text", *told, x=x + SWATCH + 8, y=y + 12, font_size="12.5", fill=ink))
    return parts


def _swatch(classes: set[str], x: float, y: float, width: float) -> Markup:
    """The mark that stands for a colour; the same rules as for the marks of a picture."""
    if classes & LINES:
        said = look("polyline", classes, width)
        line = {key.replace("-", "_"): _said(key, value) for key, value in said.items()}
        return tag("line", x1=x, x2=x + SWATCH, y1=y + 6, y2=y + 6, **line)
    hatched = classes | ({"cm-beside-hatch"} if classes & {"cm-waits", "cm-again"} else set())
    said = look("rect", hatched, width)
    if "cm-outline" in classes:
        said = {"fill": "none"} | look("rect", {"cm-decides"}, width)
    marks = {key.replace("-", "_"): _said(key, value) for key, value in said.items()}
    return tag("rect", x=x, y=y, width=SWATCH, height=10.0, **marks)


def _words(text: str, x: float, y: float, size: float, *, bold: bool = False, muted: bool = False) -> Markup:
    ink = look("text", ("cm-muted",) if muted else (), WIDTH)["fill"]
    look_of: dict[str, str] = {"font_weight": str(BOLDEST)} if bold else {}
    return tag("text", ILLEGAL.sub("\ufffd", text), x=x, y=y, font_size=f"{size:g}", fill=ink, **look_of)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _classes(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())
