"""The page as a whole: its regions and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from costmodel.dashboard.cards import AT_REST, LIVE, SIDE_BY_SIDE
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag

EVERY_CARD = (
    (SIDE_BY_SIDE.key, "cm-slow"),
    *((card.key, "cm-live") for card in LIVE),
    *((card.key, "cm-slow") for card in AT_REST),
)
BESIDE = ("distribution", "iceberg")  # the cards beside the levers; all others stand below


def frame(shown: Mapping[str, Markup], says: Language) -> Markup:
    """The whole page with everything that is on it.

    Args:
        shown: region -> what stands there.
        says: the language.
    """

    def region(name: str, **attributes: str) -> Markup:
        return tag("div", shown.get(name, join()), data_region=name, **attributes)

    def slot(key: str, look: str) -> Markup:
        return tag(
            "div",
            region(key),
            *((region("cases-fault", aria_live="assertive"),) if key == SIDE_BY_SIDE.key else ()),
            region(f"{key}-data", class_="cm-slot-data"),
            class_=f"cm-slot cm-slot-{key} {look}",
            data_card=key,
            **({"hidden": ""} if 'hidden="hidden"' in shown.get(key, "")[:200] else {}),
        )

    looks = dict(EVERY_CARD)
    right = [slot(key, looks[key]) for key in BESIDE]
    below = [slot(key, look) for key, look in EVERY_CARD if key not in BESIDE]
    levers = tag(
        "div",
        tag(
            "section",
            region("deciding-head"),
            tag("div", region("plan"), region("covered", class_="cm-covered-place"), class_="cm-plan"),
            region("deciding", class_="cm-deciding"),
            class_="cm-controls cm-deciding-card",
        ),
        tag(
            "section",
            region("case", class_="cm-case"),
            region("levers", class_="cm-levers"),
            class_="cm-controls cm-more-levers",
        ),
        class_="cm-levers-side",
        role="group",
        aria_labelledby="cm-name-controls",
    )
    top = tag(
        "div",
        region("chosen", class_="cm-chosen"),
        region("history", class_="cm-history"),
        region("tools", class_="cm-tools"),
        class_="cm-top",
    )
    return tag(
        "div",
        region("names", hidden=""),
        region("paper", class_="cm-paper"),
        tag("div", top, region("head", class_="cm-head"), class_="cm-sticky"),
        lost_note(says),
        region("beside", class_="cm-beside-head"),
        region("fault", class_="cm-faults"),
        region("tour", class_="cm-tour-place"),
        tag(
            "div",
            levers,
            tag("div", *right, class_="cm-pictures cm-pictures-beside", role="group",
                aria_labelledby="cm-name-pictures"),
            class_="cm-body",
        ),
        tag("div", *below, class_="cm-pictures cm-pictures-below", role="group",
            aria_labelledby="cm-name-pictures-below"),
        region("evidence", class_="cm-evidence"),
        region("foot", class_="cm-foot"),
        region("say", class_="cm-spoken", aria_live="polite"),
        region("asked", class_="cm-asked-place", aria_live="polite"),
        tag("dialog", region("sheet"), class_="cm-sheet", aria_labelledby="cm-sheet-title"),
        class_="cm-page",
        lang=says.code,
    )  # fmt: skip


def names(says: Language) -> Markup:
    """What the parts of the page are called for whoever has it read out; nobody sees it."""
    parts = ("controls", "pictures", "pictures below")
    return join(*(tag("span", says(f"page: {one}"), id=f"cm-name-{one.replace(' ', '-')}") for one in parts))


def lost_note(says: Language) -> Markup:
    """What is told when the process of a page is gone; hidden until then."""
    return tag("div", lost(says), data_region="lost", class_="cm-lost-note", role="alert")


def lost(says: Language) -> Markup:
    """Its words, and the way on."""
    again = tag("button", says("page: reload"), type="button", data_do="reload", class_="cm-button")
    return join(tag("p", says("page: lost")), again)
