"""The inputs that decide the number, each as a lever: what is believed of it, and how far it moves budget and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from costmodel import Belief
from costmodel.dashboard.cards import Deciding, Seen
from costmodel.dashboard.state.address import DECIDED
from costmodel.dashboard.view.levers import Place, choice, mini, reading, slider_of
from costmodel.files.levers import Track, percents
from costmodel.language.beliefs import believed, symbol_of, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.belief import density
from costmodel.pictures.markup import Markup, join, tag
from costmodel.pictures.swing import swing

COST, DATE = "to_go_live", "go_live"
TOO_LARGE, FLOOR = 2.0, 1.5  # times the second largest change: from where the largest bar is broken, and where


@dataclass(frozen=True)
class Rows:
    """The rows as they are laid out, and the parts of them that change while the sliders stay: region -> what is in it.

    Attributes:
        markup: all rows with all their parts.
        parts: bar, month and hill of each.
    """

    markup: Markup
    parts: Mapping[str, Markup]


def head(decides: str, seen: Seen, *, renewed: bool) -> Markup:
    """What the list is of, and the button that puts it into the order of now.

    Args:
        decides: the figure, of `DECIDED`.
        seen: what is on the page.
        renewed: whether the order is that of the case as it is now.
    """
    says = seen.says
    renew = tag("button", says("deciding: renew"), type="button", data_do="renew", id="cm-renew", class_="cm-ask")
    return join(
        tag(
            "div",
            tag("h2", says("deciding: title")),
            tag("label", says("deciding: of"), for_="cm-decides", class_="cm-told"),
            choice("decides", {one: says(f"deciding: {one}") for one in DECIDED}, decides),
            class_="cm-deciding-head",
        ),
        tag("p", says("deciding: lead", odds=seen.odds), " ", join() if renewed else renew, class_="cm-note"),
    )


def rows(
    deciding: Deciding, tracks: Mapping[str, Track], places: Mapping[str, Place], seen: Seen, texts: Texts
) -> Rows:
    """A row for each input.

    Args:
        deciding: the inputs and what they move.
        tracks, places: of their sliders.
        seen: what is on the page.
        texts: the texts beside the assumptions.
    """
    says, figure = seen.says, deciding.figure
    if not deciding.names:
        return Rows(tag("p", says("deciding: none"), class_="cm-note"), {})
    ends = figure[["low", "high"]].sub(figure["base"], axis=0)
    widest = _widest(sorted(ends.abs().max(axis=1), reverse=True))
    columns = ("deciding: input", "deciding: believed", "deciding: moves", "deciding: beside")
    unit = says("deciding: unit date" if deciding.of == DATE else "deciding: unit money")
    other = says("deciding: unit money" if deciding.of == DATE else "deciding: unit date")
    beside_unit = "" if deciding.of == DATE else other  # an amount has its own
    named = [says(columns[0]), says(columns[1]), says(columns[2], unit=unit), says(columns[3], unit=other)]
    header = tag("div", *(tag("span", one) for one in named), class_="cm-row cm-row-head", aria_hidden="true")
    parts: dict[str, Markup] = {}
    for name in deciding.names:
        bar, beside = _effect(name, deciding, widest, seen)
        parts[f"bar-{name}"], parts[f"beside-{name}"] = bar, beside
        parts[f"hill-{name}"] = hill(tracks[name], seen.est.assumptions[name], texts, says)
    listed = [_row(name, parts, tracks[name], places[name], seen, texts, beside_unit) for name in deciding.names]
    return Rows(join(header, tag("ol", *listed, class_="cm-rows")), parts)


def _widest(changes: list[float]) -> float:
    """What the longest bar stands for: the largest change, unless all others would be too small to be told apart."""
    if len(changes) > 1 and changes[0] > TOO_LARGE * changes[1] > 0:
        return FLOOR * changes[1]
    return changes[0] if changes else 1.0


def waits(says: Language) -> Markup:
    """What stands there until the inputs are known."""
    return tag("p", says("being worked out"), class_="cm-note cm-waits")


def hill(track: Track, belief: Belief, texts: Texts, says: Language) -> Markup:
    """What is believed, over the slider."""
    return density(belief, track.low / track.per, track.high / track.per, believed(belief, texts, says))


def _effect(name: str, deciding: Deciding, widest: float, seen: Seen) -> tuple[Markup, Markup]:
    """The bar of an input and what stands beside it; in words where it is certain now and moves nothing."""
    says, belief = seen.says, seen.est.assumptions[name]
    if name not in deciding.figure.index:
        return tag("span", says("deciding: certain"), class_="cm-note"), join()
    found, other = (dict(frame.loc[name]) for frame in (deciding.figure, deciding.beside))
    told = _told(belief, found, deciding.of, seen)
    low, high = (float(found[end] - found["base"]) for end in ("low", "high"))
    written = (_written(low, deciding.of, seen), _written(high, deciding.of, seen))
    drawn = swing(low, high, widest, written, told)
    look = {"type": "button", "class_": "cm-swing-button", "data_do": "assumption", "data_name": name}
    button = tag("button", drawn, aria_label=f"{belief.meaning}: {told}", **look)
    return button, join(_written(float(other["swing"]), COST if deciding.of == DATE else DATE, seen))


def _row(
    name: str,
    parts: Mapping[str, Markup],
    track: Track,
    place: Place,
    seen: Seen,
    texts: Texts,
    beside_unit: str,
) -> Markup:
    says, belief = seen.says, seen.est.assumptions[name]
    unit = texts.unit(belief.unit, symbol_of(belief))

    def part(what: str, look: str, **more: str) -> Markup:
        return tag("span", parts[f"{what}-{name}"], data_region=f"{what}-{name}", class_=look, **more)

    return tag(
        "li",
        tag("label", belief.meaning, for_=f"cm-d-{name}", title=belief.meaning),
        tag(
            "span",
            part("hill", "cm-hill-place"),
            slider_of(name, track, place, "cm-d-"),
            class_="cm-track-place",
        ),
        reading(name, place, unit, belief, says, "cm-dn-"),
        part("bar", "cm-row-bar"),
        part("beside", "cm-row-beside", data_unit=beside_unit),
        tag(
            "span",
            mini("↺", "reset", name, says("control: reset one", meaning=belief.meaning), look=" cm-back"),
            class_="cm-row-ways",
        ),
        class_="cm-row cm-moved" if place.moved else "cm-row",
        data_row=name,
    )


def _written(change: float, of: str, seen: Seen) -> str:
    """A change of a figure, with its sign."""
    return seen.says.signed(change, 1) if of == DATE else seen.says.signed_amount(change, seen.currency)


def _told(belief: Belief, found: Mapping[Any, Any], of: str, seen: Seen) -> str:
    """What the bar says: what the figure is at either end, and how sure that is."""
    says = seen.says

    def figure(value: float) -> str:
        return says.length(value) if of == DATE else says.short_amount(value, seen.currency)

    values = {"low": figure(found["low"]), "high": figure(found["high"]), "error": figure(found["standard_error"])}
    if belief.is_event:
        return says("deciding: event says", **values)
    low, high = (written_number(float(percents(belief) * belief.quantile(share)), says) for share in (0.1, 0.9))
    return says("deciding: says", at_low=low, at_high=high, **values)
