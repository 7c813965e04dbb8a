"""What an estimate says in sentences: made of computed numbers, and of phrases only where the numbers allow them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import standard_error_of_quantile
from costmodel.decisions.confidence import within_point
from costmodel.decisions.mitigations import VERDICTS
from costmodel.estimates.experience import added_by_experience, stage
from costmodel.estimates.first_estimate import is_given
from costmodel.estimates.people_who_wait import charged_while_waiting
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.discrepancy import OFF, STAGES
from costmodel.initiative.plan import LAYERS
from costmodel.language.language import Language, language_of
from costmodel.language.periods import month_after
from costmodel.language.ratios import compared, share_in_words
from costmodel.language.translations import texts
from costmodel.report import figures, lives
from costmodel.report.figures import CONFIDENCE

if TYPE_CHECKING:
    import pandas as pd


def headline(est: Estimate, code: str | Language = "en") -> str:
    """How much of the likely cost to go-live a first estimate covers, and the chance that it suffices.

    Where nobody gave a first estimate, it says so of the lines of the prototype and calls them nobody's estimate.
    """
    says, currency = language_of(code), est.assumptions.currency
    first = says.money(est.first_estimate, currency, exact=is_given(est.assumptions))
    return "".join(piece for piece, _ in _headline(est, says, first, says.percent))


def headline_on_page(est: Estimate, code: str | Language = "en") -> list[tuple[str, bool]]:
    """The same headline with signs of currencies, in pieces, each with whether it is a figure, to be set apart."""
    says, currency = language_of(code), est.assumptions.currency
    written = says.exact_amount if is_given(est.assumptions) else says.amount
    return _headline(est, says, written(est.first_estimate, currency), says.share)


def _headline(est: Estimate, says: Language, first: str, share: Callable[[float], str]) -> list[tuple[str, bool]]:
    covered = figures.covered(est)
    if covered is None:
        return says.pieces("headline: nothing")
    key = "headline" if is_given(est.assumptions) else "headline: prototype"
    return says.pieces(key, first=first, covered=share(covered), chance=share(est.chance_within))


def ask(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> str:
    """The budget to go-live at a confidence and at even odds, and the reserve between the two where they differ."""
    says, currency = language_of(code), est.assumptions.currency
    even, enough = (est.quantile(share, of="to_go_live") for share in (0.5, confidence))
    if confidence == 0.5:
        return says("ask: even", p50=says.money(even, currency), odds=says.of_ten(0.5))
    even, reserve, enough = figures.adding_up(even, enough)
    return says(
        "ask",
        enough=says.money(enough, currency),
        odds=says.of_ten(confidence),
        p50=says.money(even, currency),
        even=says.of_ten(0.5),
        reserve=says.money(reserve, currency, exact=True),
        share=says.percent(reserve / even if even else 0.0),
    )


def experience(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> str:
    """How mature the estimate is, and how much of the budget at a confidence is what experience adds."""
    says, currency, known = language_of(code), est.assumptions.currency, stage(est.assumptions)
    if known == STAGES[OFF]:
        return says("experience: off")
    adds, enough = added_by_experience(est, confidence), est.quantile(confidence, of="to_go_live")
    told, sure = says(f"stage {known}"), says.percent(confidence)
    if adds <= 0:
        return says("experience: nothing", stage=told, sure=sure)
    alone, added, _ = figures.adding_up(enough - adds, enough)
    written = {"adds": says.money(added, currency), "alone": says.money(alone, currency)}
    return says("experience", stage=told, sure=sure, **written)


def date(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> str:
    """When the system goes live, at even odds and at a confidence; also on the calendar where the start is said."""
    says = language_of(code)
    even, late = (est.quantile(share, of="go_live") for share in (0.5, confidence))
    key = "date: even" if confidence == 0.5 else "date"
    told = says(key, p50=says.after_months(even), late=says.after_months(late), odds=says.of_ten(confidence))
    calendar = est.assumptions.calendar
    if calendar.start is None:
        return told
    start, *when = (month_after(calendar, months, says) or "" for months in (0.0, even, late))
    if confidence == 0.5:
        return f"{told} {says('date on calendar: even', start=start, p50=when[0])}"
    percentile = says.percentile(confidence)
    return f"{told} {says('date on calendar', start=start, p50=when[0], late=when[1], percentile=percentile)}"


def gap(est: Estimate, code: str | Language = "en") -> str:
    """Why the first estimate falls short of the likely cost: what it covers and what it leaves out add up to that cost.

    Empty where nothing can be compared. Where nobody gave an estimate, the lines of the prototype are compared.
    """
    says, currency, parts = language_of(code), est.assumptions.currency, est.underestimation
    if not math.isfinite(parts["factor"]) or parts["median"] <= 0:
        return ""
    values = {
        "ratio": compared(parts["factor"], says),
        "covers": covers(est.assumptions, says),
        "inside": says.money(parts["median"] - parts["out_of_scope"], currency),
        "scope": says.money(parts["out_of_scope"], currency),
    }
    if not is_given(est.assumptions):
        return says("gap: prototype", **values)
    doubt = says.money(abs(parts["uncertainty"]), currency)
    return says("gap" if parts["uncertainty"] >= 0 else "gap: cheaper", doubt=doubt, **values)


def covers(assumptions: Assumptions, code: str | Language = "en") -> str:
    """What a first estimate is taken to cover, by the assumptions `first_estimate.covers`."""
    says = language_of(code)
    named = [
        says(f"covers: {layer}") for layer in LAYERS if assumptions[f"first_estimate.covers.{layer}"].likeliest > 0
    ]
    return says.listed(named) if named else says("covers: nothing")


def waiting(est: Estimate, code: str | Language = "en") -> str:
    """How much of the time to go-live nobody works on it."""
    says, share = language_of(code), est.share_waiting
    return says("waiting", words=share_in_words(share, says), share=says.percent(share))


def idle(est: Estimate, code: str | Language = "en") -> str:
    """What waiting people cost until go-live, and how much hangs on who is kept; empty where nobody ever waits."""
    says, currency = language_of(code), est.assumptions.currency
    charged = charged_while_waiting(est)
    if max(charged.now, charged.more) < 1:
        return ""
    key = "idle: nobody" if charged.now < 1 else "idle: everybody" if charged.more < 1 else "idle"
    return says(key, now=says.money(charged.now, currency), more=says.money(charged.more, currency))


def run_cost(est: Estimate, code: str | Language = "en") -> str:
    """What operation costs a year, and how the time after go-live compares with the time before."""
    says, currency, year = language_of(code), est.assumptions.currency, figures.run_cost_per_year(est)
    if year is None:
        return says("run cost: none")
    before, after = float(np.mean(est.to_go_live)), float(np.mean(est.after_go_live))
    return says(
        "run cost",
        year=says.money(year, currency),
        ratio=compared(max(after, 0.0) / before if before > 0 else math.inf, says),
        after=says.money(after, currency),
        before=says.money(before, currency),
    )


def success(est: Estimate, code: str | Language = "en") -> str:
    """How many starts reach production, and what a month there costs when the others are paid for too."""
    says = language_of(code)
    if est.reaches_production <= 0:
        return says("success: never")
    chance = says.percent(est.reaches_production)
    if math.isnan(est.cost_per_productive_month):
        return says("success: no month", chance=chance)
    each = says.money(est.cost_per_productive_month, est.assumptions.currency)
    return says("success", chance=chance, each=each)


def likeliest(est: Estimate, code: str | Language = "en") -> str:
    """What every assumption at its most likely value comes to, and how many of the samples stay within it."""
    says, share = language_of(code), float(within_point(est).mean())
    amount = says.money(float(est.likeliest.to_go_live[0]), est.assumptions.currency)
    return says("likeliest" if share < 0.5 else "likeliest: enough", amount=amount, share=says.percent(share))


def judgement(est: Estimate, code: str | Language = "en") -> str:
    """How many of the assumptions rest on judgement."""
    says, count = language_of(code), len(est.assumptions)
    share = len(est.assumptions.on_judgement) / count
    return says("judgement", share=says.percent(share), count=says.number(count))


def precision(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> str:
    """The error of the simulation on the budget at a confidence."""
    says, error = language_of(code), standard_error_of_quantile(est.to_go_live, confidence)
    if not math.isfinite(error):
        return says("precision: none")
    return says("precision", error=says.money(error, est.assumptions.currency), sure=says.percent(confidence))


def drivers(driven: pd.DataFrame, code: str | Language = "en", of: str = "cost") -> str:
    """What moves the cost or the date most.

    Args:
        driven: as `sensitivity.drivers` gives it.
        code: in which language.
        of: "cost" or "date".

    Returns:
        a sentence; empty where nothing moves it.
    """
    says = language_of(code)
    single = driven[driven["direction"] != ""]
    two = single[single["share"] > 0].head(2)
    top = [(str(meaning), float(share)) for meaning, share in zip(two["meaning"], two["share"], strict=True)]
    if not top:
        return ""
    values = dict(zip(("first", "second"), (name for name, _ in top), strict=False))
    values |= dict(zip(("first_share", "second_share"), (says.percent(one) for _, one in top), strict=False))
    return says(f"drivers of {of}" if len(top) > 1 else f"drivers of {of}: one", **values)


def mitigations(measures: pd.DataFrame, code: str | Language = "en") -> str:
    """How many mitigations pay in this case.

    Args:
        measures: rows of mitigations of `mitigations.risks` or `actions.best_actions`; column verdict.
        code: in which language.

    Returns:
        a sentence; empty where there is no mitigation.
    """
    says, counts = language_of(code), measures["verdict"].value_counts()
    number = {word: int(counts.get(word, 0)) for word in VERDICTS}
    every = sum(number.values())
    if not every:
        return ""
    pays, loses, open_ = (says.number(number[word]) for word in VERDICTS)
    return says("mitigations", all=says.number(every), pays=pays, loses=loses, open=open_)


def not_counted(measures: pd.DataFrame, named: str, code: str | Language = "en") -> list[str]:
    """What the model does not count of each mitigation that does not pay for sure.

    Args:
        measures: as for `mitigations`; also the columns not_counted and `named`, where the mitigation's words stand.
        named: "mitigation" or "action".
        code: in which language.
    """
    says = language_of(code)
    return [
        says("not counted", mitigation=str(row[named]), what=str(row["not_counted"]))
        for row in measures.to_dict("records")
        if row["not_counted"] and row["verdict"] in VERDICTS[1:]
    ]


def together(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> str:
    """How often the budget and the date at a confidence are kept together."""
    budget, months = (est.quantile(confidence, of=of) for of in ("to_go_live", "go_live"))
    says = language_of(code)
    kept = says.percent(est.joint_confidence(budget, months))
    return says("together", share=kept, sure=says.percent(confidence))


def provenance(est: Estimate, code: str | Language = "en") -> str:
    """What it takes to get the same figures again."""
    says = language_of(code)
    return says(
        "provenance",
        samples=says.number(est.samples),
        seed=str(est.seed),
        version=est.version,
        fingerprint=est.fingerprint,
        currency=est.assumptions.currency,
        year=str(est.assumptions.structure.prices.year),
    )


def scenarios(est: Estimate, code: str | Language = "en") -> str:
    """On whose assumptions the estimate rests, which scenarios were laid on, how many numbers were changed beside."""
    says, assumptions = language_of(code), est.assumptions
    own = says("own assumptions", folder=assumptions.own_folder) if assumptions.own_folder else ""
    label = texts(says.code, assumptions.folders).scenario_label
    laid = says("scenarios", names=", ".join(map(label, assumptions.scenarios))) if assumptions.scenarios else ""
    changed = {change.name for change in assumptions.changes if change.by not in assumptions.scenarios}
    since = says("numbers changed", count=says.number(len(changed))) if changed else ""
    rests = " · ".join(filter(None, (own, laid))) or says("no scenarios")
    return " · ".join(filter(None, (rests, since)))


def made_on(day: dt.date | None, code: str | Language = "en") -> str:
    """When a report was made; empty where it is not to be said."""
    says = language_of(code)
    return says("made on", date=says.date(day)) if day is not None else ""


def all_sentences(est: Estimate, code: str | Language = "en", confidence: float = CONFIDENCE) -> list[str]:
    """The argument from the headline to the error of the simulation, a sentence each; empty ones left out."""
    told = (
        headline(est, code),
        ask(est, code, confidence),
        experience(est, code, confidence),
        date(est, code, confidence),
        *(one(est, code) for one in (gap, waiting, idle, run_cost, lives.told, success, likeliest, judgement)),
        precision(est, code, confidence),
    )
    return [sentence for sentence in told if sentence]
