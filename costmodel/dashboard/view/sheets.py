"""The sheet that opens over the page: what is behind a figure, one assumption with its source, the search of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from costmodel import Assumptions, Belief, Estimate, drivers
from costmodel.beliefs.source import Source
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.belief_fields import editor
from costmodel.files.assumptions import Change
from costmodel.files.categories import cost_categories
from costmodel.initiative.risks import strikes
from costmodel.language.beliefs import believed, read_and_supported
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag

if TYPE_CHECKING:
    import pandas as pd

MOST_BEHIND = 10
PRODUCTION = "production"  # a chance, so nothing spreads: what ends the initiative stands behind it


def framed(title: str, says: Language, *content: str, back: bool = False) -> Markup:
    """A sheet with its heading and the buttons that lead away."""
    ways = [_plain(says("sheet: back"), "back", "cm-back-button")] if back else []
    return join(
        tag(
            "div",
            tag("h2", title, tabindex="-1", id="cm-sheet-title"),
            tag("span", *ways, _plain(says("page: close"), "close", "cm-close"), class_="cm-ways"),
            class_="cm-sheet-head",
        ),
        *content,
    )


def _plain(words: str, do: str, identity: str) -> Markup:
    return tag("button", words, type="button", data_do=do, id=identity, class_="cm-button cm-quiet")


# -- what is behind a figure ------------------------------------------------------------------------------------------


def of_figures() -> tuple[str, ...]:
    """The figures that a sheet of sources can be of."""
    return ("to_go_live", "after_go_live", "total", "go_live", PRODUCTION, *cost_categories())


def sources(of: str, est: Estimate, texts: Texts, says: Language, *, back: bool = False) -> Markup:
    """The assumptions behind a figure, those first on which it hangs most.

    Args:
        of: a figure as for `Estimate.quantile`, or "production".
        est: the estimate on the page.
        texts, says: the language.
        back: whether there is a sheet to go back to.
    """
    now = est.assumptions
    if of == PRODUCTION:
        lead, rows = says("sheet: production lead"), _what_ends_it(now)
        told = {name: says("sheet: stops in", share=says.share(chance)) for name, chance in rows.items()}
        entries = listed(now, told, told, texts, says)
    else:
        lead = says("sheet: sources lead")
        entries = driven(drivers(est, of=of, most=MOST_BEHIND), now, texts, says)
    judged, count = len(now.on_judgement), len(now)
    numbers = {"sourced": says.number(count - judged), "count": says.number(count), "judged": says.number(judged)}
    return framed(
        says("sheet: sources of", figure=_called(of, says)),
        says,
        tag("p", lead, class_="cm-note"),
        entries,
        tag("p", says("sheet: count", **numbers), class_="cm-note"),
        _plain(says("sheet: all"), "expert", "cm-sheet-all"),
        back=back,
    )


def driven(table: pd.DataFrame, now: Assumptions, texts: Texts, says: Language) -> Markup:
    """The causes of a figure's spread with their shares; those that are assumptions can be opened."""
    shown = table[table["share"] > 0]
    meanings = {str(name): str(meaning) for name, meaning in shown["meaning"].items()}
    aside = {str(name): says("sheet: share of", share=says.share(float(one))) for name, one in shown["share"].items()}
    return tag(
        "ul",
        *(
            _entry(name, now, aside, texts, says) if name in now.beliefs else _cause(meaning, aside[name])
            for name, meaning in meanings.items()
        ),
        class_="cm-found",
    )


def _cause(meaning: str, aside: str) -> Markup:
    """What is no assumption and cannot be opened."""
    told = (tag("span", meaning, class_="cm-strong"), tag("span", aside, class_="cm-aside"))
    return tag("li", tag("div", *told, class_="cm-cause"))


def _called(of: str, says: Language) -> str:
    return says.text(f"sheet: of {of}") or says.name(of)


def _what_ends_it(now: Assumptions) -> dict[str, float]:
    plan, risks = now.structure.plan, now.structure.risks
    names = [f"plan.{name}.gate" for name, activity in plan.activities.items() if activity.gate]
    names += [strikes(name) for name, risk in risks.items() if risk.stops]
    return dict(sorted(((name, now[name].low) for name in names), key=lambda one: -one[1]))


# -- the search -------------------------------------------------------------------------------------------------------


def search(text: str, now: Assumptions, texts: Texts, says: Language, *, back: bool = False) -> Markup:
    """The sheet with all assumptions."""
    field = tag(
        "input",
        type="search",
        value=text,
        data_search="",
        id="cm-search",
        autofocus="",
        autocomplete="off",
        placeholder=says("sheet: search example"),
    )
    return framed(
        says("sheet: search", count=says.number(len(now))),
        says,
        tag("div", tag("label", says("sheet: search label"), for_="cm-search"), field, class_="cm-field"),
        tag("div", found(text, now, texts, says), data_region="found", aria_live="polite"),
        back=back,
    )


def found(text: str, now: Assumptions, texts: Texts, says: Language) -> Markup:
    """The assumptions in which all words occur, or what else they are called: in the meaning, the name or the unit."""
    otherwise = dict(line.split(": ", 1) for line in says("find: called otherwise").splitlines())
    words = [(word, *otherwise.get(word, "").split()) for word in text.casefold().split()]
    names = [name for name, belief in now.items() if _has(words, name, belief, texts)]
    if not names:
        return tag("p", says("sheet: none"), class_="cm-note")
    told = says("sheet: found", count=says.number(len(names)))
    return join(tag("p", told, class_="cm-note"), listed(now, names, {}, texts, says))


def _has(words: Iterable[tuple[str, ...]], name: str, belief: Belief, texts: Texts) -> bool:
    everything = f"{name} {belief.meaning} {texts.unit(belief.unit)}".casefold()
    return all(any(one in everything for one in called) for called in words)


def listed(now: Assumptions, names: Iterable[str], aside: Mapping[str, str], texts: Texts, says: Language) -> Markup:
    """Assumptions that can be opened, each with a figure beside it."""
    return tag("ul", *(_entry(name, now, aside, texts, says) for name in names), class_="cm-found")


def _entry(name: str, now: Assumptions, aside: Mapping[str, str], texts: Texts, says: Language) -> Markup:
    """An assumption that can be opened."""
    return tag(
        "li",
        tag(
            "button",
            tag("span", now[name].meaning, class_="cm-strong"),
            tag("span", aside.get(name, ""), class_="cm-aside"),
            tag("span", believed(now[name], texts, says), class_="cm-believed"),
            type="button",
            data_do="assumption",
            data_name=name,
        ),
    )


# -- one assumption ---------------------------------------------------------------------------------------------------


def assumption(
    name: str,
    now: Assumptions,
    case: Case,
    texts: Texts,
    says: Language,
    *,
    kind: str | None,
    fault: Markup,
    back: bool,
) -> Markup:
    """One assumption: what is believed of it, where it comes from, what changed it, and the fields to change it.

    Args:
        name: of the assumption.
        now: the assumptions on the page, in the viewer's language.
        case: tells whether it was changed on the page.
        texts, says: the language.
        kind: the reading that the viewer has chosen for the fields; None for the present one.
        fault: what was wrong with what was typed last.
        back: whether there is a sheet to go back to.
    """
    belief = now[name]
    reset = join()
    if name in case.changed:
        look = {"type": "button", "id": "cm-sheet-reset", "class_": "cm-button cm-quiet"}
        reset = tag("button", says("sheet: reset"), data_do="restore", data_name=name, **look)
    return framed(
        belief.meaning,
        says,
        tag("p", name, class_="cm-note cm-name"),
        tag("h3", says("sheet: believed")),
        tag("p", believed(belief, texts, says), class_="cm-large"),
        fault,
        editor(name, belief, kind, texts, says),
        reset,
        tag("h3", says("sheet: source")),
        tag("ul", *(tag("li", source(one, says)) for one in belief.source), class_="cm-sources"),
        *_history(name, now, case, texts, says),
        back=back,
    )


def _history(name: str, now: Assumptions, case: Case, texts: Texts, says: Language) -> Iterable[Markup]:
    if name in case.changed:
        yield tag("p", says("sheet: changed here"))
        yield tag("p", says("sheet: before", belief=believed(case.start()[name], texts, says)), class_="cm-note")
    change: Change | None = case.start().last_change(name)
    if change is not None:
        why = now.structure.wording.in_language(change.why)
        yield tag("p", says("sheet: changed by", by=texts.scenario_label(change.by), why=why))
        yield tag("p", says("sheet: before", belief=believed(change.before, texts, says)), class_="cm-note")
    if now[name].note:
        yield tag("p", now[name].note or "", class_="cm-note")
    if now[name].moves_with is not None:
        yield tag("p", says("sheet: moves with"), class_="cm-note")
    if name in now.origins:
        yield tag("p", says("sheet: stands", place=str(now.origins[name])), class_="cm-note")


def source(cited: Source, says: Language) -> Markup:
    """A source as people read it: the judgement with its reason, or the title with its address."""
    if cited.judgement:
        return join(says("sheet: judgement", reason=cited.judgement))
    parts: list[str] = [cited.title or ""]
    if cited.address:
        safe = cited.address.startswith(("https://", "http://"))
        look = {"href": cited.address, "rel": "noreferrer noopener", "target": "_blank"}
        parts.append(tag("a", _host(cited.address), **look) if safe else cited.address)
    parts += read_and_supported(cited, says)
    pieces: list[str] = []
    for part in filter(None, parts):
        pieces += [", ", part] if pieces else [part]
    return join(*pieces)


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")
