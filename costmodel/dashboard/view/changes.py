"""What was changed, with the effect of each change and what they do only together; and what becomes of it elsewhere."""

from __future__ import annotations

from costmodel import Assumptions
from costmodel.dashboard.cards import Seen
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.controls import scenario_label
from costmodel.dashboard.view.levers import mini
from costmodel.dashboard.view.sheets import framed
from costmodel.decisions.changes import changed_names
from costmodel.decisions.effects import ALL, TOGETHER, each_change
from costmodel.language.beliefs import believed
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag

MOST = 20  # changes whose effects are worked out while somebody waits
COST, DATE = "to_go_live", "go_live"


def changes(seen: Seen, case: Case, texts: Texts) -> Markup:
    """The sheet that lists what was changed.

    Args:
        seen: what is on the page, and what it is held against.
        case: tells what can be taken back.
        texts: the texts beside the assumptions.
    """
    says, base = seen.says, seen.base
    if base is None:
        return framed(says("changes: title"), says, tag("p", says("changes: none"), class_="cm-note"))
    names = changed_names(base.assumptions, seen.est.assumptions)
    lead = says("changes: lead", name=seen.base_name, odds=seen.odds)
    if len(names) > MOST:
        table, note = {}, says("changes: many", most=str(MOST))
    else:
        found = each_change(base, seen.est, (COST, DATE), seen.confidence)
        table = {str(name): (float(row[COST]), float(row[DATE])) for name, row in found.iterrows()}
        note = says("changes: together means") if len(names) > 1 else ""
    rows = [_row(name, base.assumptions, table.get(name), seen, case, texts) for name in names]
    if table:
        ends = (TOGETHER, ALL) if len(names) > 1 else (ALL,)
        rows += [_sum(says(f"changes: {one}"), table[one], seen) for one in ends]
    head = tag("tr", *(tag("th", says(f"changes: {one}"), scope="col") for one in ("what", "budget", "date", "back")))
    listed = tag("table", tag("thead", head), tag("tbody", *rows), class_="cm-changes")
    everything = tag(
        "button", says("control: reset all"), type="button", data_do="reset_all", class_="cm-button", id="cm-all-back"
    )
    return framed(
        says("changes: title"),
        says,
        tag("p", lead, class_="cm-note"),
        listed,
        tag("p", note, class_="cm-note"),
        everything,
    )


def _row(
    name: str, before: Assumptions, effect: tuple[float, float] | None, seen: Seen, case: Case, texts: Texts
) -> Markup:
    says, belief = seen.says, seen.est.assumptions[name]
    said = says("changes: from to", before=believed(before[name], texts, says), after=believed(belief, texts, says))
    opens = tag("button", belief.meaning, type="button", data_do="assumption", data_name=name, class_="cm-behind")
    back = join()
    if name in case.changed:
        back = mini("↺", "reset", name, says("control: reset one", meaning=belief.meaning), look=" cm-take-back")
    return tag(
        "tr",
        tag("th", opens, tag("span", said, class_="cm-note"), scope="row"),
        *_effects(effect, seen),
        tag("td", back),
    )


def _sum(name: str, effect: tuple[float, float], seen: Seen) -> Markup:
    return tag("tr", tag("th", name, scope="row"), *_effects(effect, seen), tag("td"), class_="cm-sum")


def _effects(effect: tuple[float, float] | None, seen: Seen) -> list[Markup]:
    if effect is None:
        return [tag("td", "–"), tag("td", "–")]
    money, months = effect
    return [
        tag("td", seen.says.signed_amount(money, seen.currency), class_="cm-figure"),
        tag("td", seen.says.signed_length(months), class_="cm-figure"),
    ]


def another(scenario: str, case: Case, texts: Texts, says: Language) -> Markup:
    """The question what becomes of the changes in another scenario.

    Args:
        scenario: that was chosen.
        case: with its changes.
        texts, says: the language.
    """
    label = scenario_label(scenario, texts, says)
    there = Case(scenario, case.overlaid).start()
    lost = [name for name in case.altered if name not in there]
    told = [says("another: lead", name=label, count=str(len(case.altered)))]
    if lost:
        told.append(says("another: lost", count=str(len(lost))))
    ways = [
        tag(
            "button",
            says(f"another: {answer}"),
            type="button",
            data_do="another",
            data_name=answer,
            id=f"cm-another-{answer}",
            class_="cm-button cm-main" if answer == "take" else "cm-button",
        )
        for answer in ("take", "leave")
    ]
    return framed(
        says("another: title", name=label),
        says,
        tag("p", " ".join(told)),
        tag("div", *ways, class_="cm-ways"),
    )
