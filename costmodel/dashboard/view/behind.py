"""What is behind a card or a figure: each has its own, be it lines of a sum, inputs, waits or a class of projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from costmodel import drivers
from costmodel.dashboard.cards import Seen
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.changes import changes
from costmodel.dashboard.view.sheets import MOST_BEHIND, driven, framed, listed, of_figures, source, sources
from costmodel.dashboard.view.sums import sums
from costmodel.decisions.confidence import money_until_first_gate
from costmodel.estimates.first_estimate import is_given
from costmodel.initiative.risks import strikes
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report.cells import as_html
from costmodel.report.finance_tables import STATEMENTS, statement
from costmodel.report.lines import by_category, by_layer, left_out
from costmodel.review.reference_classes import references

COMPARISON = "comparison"  # a card behind which the changes lie
Part = Callable[[Seen, Texts], Iterable[Markup]]


def behind() -> tuple[str, ...]:
    """What a sheet of sources can be of."""
    return (*of_figures(), *OWN, COMPARISON)


def opened(of: str, seen: Seen, case: Case, texts: Texts, *, back: bool) -> Markup:
    """The sheet of what is behind something.

    Args:
        of: the key of a card in `OWN`, `COMPARISON`, or a figure as `of_figures` knows it.
        seen: what is on the page.
        case: tells what of a comparison can be taken back.
        texts: the texts beside the assumptions.
        back: whether there is a sheet to go back to.
    """
    if of == COMPARISON:
        return changes(seen, case, texts)
    if of not in OWN:
        return sources(of, seen.est, texts, seen.says, back=back)
    title = seen.says("sheet: sources of", figure=seen.says(f"behind: {of}"))
    return framed(title, seen.says, *OWN[of](seen, texts), back=back)


def _note(seen: Seen, key: str, **values: str) -> Markup:
    return tag("p", seen.says(key, **values), class_="cm-note")


# -- sums and their lines ---------------------------------------------------------------------------------------------


def _layers(seen: Seen, _texts: Texts) -> Iterable[Markup]:
    yield _note(seen, "behind: lines lead")
    yield sums(by_layer(seen.est, seen.says), seen)


def _left_out(seen: Seen, _texts: Texts) -> Iterable[Markup]:
    yield _note(seen, "behind: left out given" if is_given(seen.est.assumptions) else "behind: left out prototype")
    yield sums(by_layer(seen.est, seen.says, left_out(seen.est)), seen)


def _categories(seen: Seen, _texts: Texts) -> Iterable[Markup]:
    yield _note(seen, "behind: categories lead")
    yield sums(by_category(seen.est, seen.says), seen)


# -- inputs -----------------------------------------------------------------------------------------------------------


def _gate(seen: Seen, texts: Texts) -> Iterable[Markup]:
    until = money_until_first_gate(seen.est)
    if until is None:
        yield _note(seen, "figure: gate none")
        return
    yield _note(seen, "sheet: sources lead")
    table = drivers(seen.est, of=until, most=MOST_BEHIND)
    yield driven(table, seen.est.assumptions, texts, seen.says)


def _waits(seen: Seen, texts: Texts) -> Iterable[Markup]:
    rows = seen.est.timeline()
    waits = (rows["work_start"] - rows["start"]) * rows["critical"]
    ordered = [f"plan.{name}.wait" for _, name in sorted(zip(-waits, rows["activity"], strict=True))]
    longest = {f"plan.{name}.wait": float(wait) for name, wait in zip(rows["activity"], waits, strict=True)}
    now = seen.est.assumptions
    names = [name for name in ordered if name in now.beliefs and longest[name] >= 0.05]
    told = {name: seen.says.length(longest[name]) for name in names}
    yield _note(seen, "behind: waits lead")
    yield listed(now, names, told, texts, seen.says)


def _risks(seen: Seen, texts: Texts) -> Iterable[Markup]:
    now, says = seen.est.assumptions, seen.says
    chances = {strikes(name): now[strikes(name)].low for name in now.structure.risks}
    names = sorted((name for name, chance in chances.items() if chance > 0), key=lambda name: -chances[name])
    yield _note(seen, "behind: actions lead")
    yield listed(now, names, {}, texts, says)
    yield tag("h3", says("behind: measures"))
    measures = [f"risks.{name}.mitigation.cost" for name, risk in now.structure.risks.items() if risk.mitigation_cost]
    yield listed(now, measures, {}, texts, says)


def _blocks(seen: Seen, texts: Texts) -> Iterable[Markup]:
    now, says = seen.est.assumptions, seen.says
    names = [f"capability.{block}" for block in now.structure.moves if f"capability.{block}" in now.beliefs]
    yield _note(seen, "behind: blocks lead")
    yield listed(now, names, {name: says.plain(now[name].likeliest, 1) for name in names}, texts, says)


# -- finished projects ------------------------------------------------------------------------------------------------


def _class(seen: Seen, _texts: Texts) -> Iterable[Markup]:
    view, says = seen.outside, seen.says
    if view is None:
        return
    known, wording = references(seen.est.assumptions.folders), seen.est.assumptions.structure.wording
    for one in (view.cost, view.schedule):
        ends = [says("behind: class end", odds=says.of_ten(share), times=says.plain(times, 2))
                for share, times in ((0.5, one.p50), (0.8, one.p80), (0.9, one.p90))]  # fmt: skip
        yield tag("h3", says(f"outside {one.of}"))
        count = says.number(one.projects)
        yield tag("p", says("behind: class", kind=one.meaning, count=count, ends="; ".join(ends)))
        if one.name in known.classes:
            kind = known[one.name]
            cited = (tag("li", source(one, says)) for one in wording.of_sources(kind.source))
            yield tag("ul", *cited, class_="cm-sources")
            limits = [tag("p", wording.in_language(limit), class_="cm-note") for limit in kind.limits]
            yield join(*limits)
    yield tag("p", view.limits[0], class_="cm-note")
    if view.proof:
        yield tag("p", view.proof, class_="cm-note")


# -- finance ----------------------------------------------------------------------------------------------------------


def _books(seen: Seen, _texts: Texts) -> Iterable[Markup]:
    """What becomes an asset, by reason and by year, and what is cash: at the confidence that was chosen."""
    for name in ("capital", "cash"):
        _, *told = statement(seen.est, name, STATEMENTS[name], seen.says, seen.confidence)
        for table in reversed(told):
            look = {"tabindex": "0", "role": "region", "aria_label": table.title, "class_": "cm-scroll"}
            notes = (tag("p", note, class_="cm-note") for note in table.notes)
            shown = tag("div", as_html(table, seen.says), **look)
            yield tag("div", tag("h3", table.title), shown, *notes, class_="cm-data cm-books")


OWN: Mapping[str, Part] = {
    "finance": _books,
    "iceberg": _layers,
    "waterfall": _left_out,
    "categories": _categories,
    "timeline": _waits,
    "outside_view": _class,
    "actions": _risks,
    "blocks": _blocks,
    "gate": _gate,
}
