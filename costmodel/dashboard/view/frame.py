"""The page as a whole: its regions and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from costmodel.dashboard.cards import AT_REST, LIVE
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag

EVERY_CARD = (*((card.key, "cm-live") for card in LIVE), *((card.key, "cm-slow") for card in AT_REST))


def frame(shown: Mapping[str, Markup], says: Language) -> Markup:
    """The whole page with everything that is on it.

    Args:
        shown: region -> what stands there.
        says: the language.
    """

    def region(name: str, **attributes: str) -> Markup:
        return tag("div", shown.get(name, join()), data_region=name, **attributes)

    slots = [
        tag(
            "div",
            region(key),
            region(f"{key}-data", class_="cm-slot-data"),
            class_=f"cm-slot cm-slot-{key} {look}",
            data_card=key,
            **({"hidden": ""} if 'hidden="hidden"' in shown.get(key, "")[:200] else {}),
        )
        for key, look in EVERY_CARD
    ]
    lost = tag(
        "div",
        tag("p", says("page: lost")),
        tag("button", says("page: reload"), type="button", data_do="reload", class_="cm-button"),
        class_="cm-lost-note",
        role="alert",
    )
    aside = tag(
        "div",
        region("case", class_="cm-case"),
        region("levers", class_="cm-levers"),
        class_="cm-controls",
        role="group",
        aria_label=says("page: controls"),
    )
    return tag(
        "div",
        region("tools", class_="cm-top"),
        lost,
        region("head", class_="cm-head"),
        region("fault", class_="cm-faults"),
        tag("div", aside, tag("div", *slots, class_="cm-pictures", role="group", aria_label=says("page: pictures")),
            class_="cm-body"),
        region("foot", class_="cm-foot"),
        region("say", class_="cm-spoken", aria_live="polite"),
        region("tour", class_="cm-tour-place"),
        tag("dialog", region("sheet"), class_="cm-sheet", aria_labelledby="cm-sheet-title"),
        class_="cm-page",
        lang=says.code,
    )  # fmt: skip
