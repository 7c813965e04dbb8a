"""Sentences: each says what its numbers say, in two languages, and no phrase stands beside a ratio that it belies."""

import datetime as dt
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.language.grammar import three_digits
from costmodel.language.language import language_of
from costmodel.language.language_files import languages
from costmodel.language.ratios import RATIOS, SHARES, compared, share_in_words
from costmodel.report import sentences
from costmodel.report.contents import Contents
from costmodel.report.key_figures import on_paper
from costmodel.report.pictures_of_cost import DISTRIBUTION, WATERFALL

every_language = pytest.mark.parametrize("code", languages())


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(cm.load(scenarios=["credit_scoring"]), samples=2_048, seed=3)


# -- figures ----------------------------------------------------------------------------------------------------------


def test_numbers_money_and_dates_follow_the_language() -> None:
    english, german = language_of("en"), language_of("de")
    assert (english.number(1234567.8, 1), german.number(1234567.8, 1)) == ("1,234,567.8", "1.234.567,8")
    assert (english.money(552_789, "EUR"), german.money(552_789, "EUR")) == ("553,000 EUR", "553.000 EUR")
    assert (english.months(17.46), german.months(17.46)) == ("17.5 months", "17,5 Monate")
    assert (english.months(12.0), german.months(12.0)) == ("12 months", "12 Monate")
    day = dt.date(2026, 3, 1)
    assert (english.date(day), german.date(day)) == ("1 March 2026", "1. März 2026")


def test_what_is_small_but_possible_is_not_called_zero_in_any_language() -> None:
    assert [language_of(code).percent(0.001) for code in ("en", "de")] == ["less than 1 %", "weniger als 1 %"]
    assert [language_of(code).percent(0.999) for code in ("en", "de")] == ["more than 99 %", "mehr als 99 %"]


@given(st.floats(1.0, 1e12))
def test_rounding_for_a_sentence_moves_an_amount_by_less_than_half_a_percent(amount: float) -> None:
    # Three digits: at worst 100.5 is written 100 or 101; amounts below 100 are whole.
    assert abs(three_digits(amount) - amount) <= max(0.0051 * amount, 0.51)


# -- ratios in words --------------------------------------------------------------------------------------------------

# What each English phrase claims, as bounds within which an honest reader would accept it.
HONEST = {
    "nearly double": (1.8, 2.0),
    "about double": (1.9, 2.1),
    "more than double": (2.0, 3.0),
    "about half of": (0.45, 0.55),
    "about a third of": (0.27, 0.39),
    "about a quarter of": (0.21, 0.29),
    "about a fifth of": (0.17, 0.23),
    "about two thirds of": (0.61, 0.72),
    "about three quarters of": (0.70, 0.81),
    "about as much as": (0.95, 1.05),
    "slightly more than": (1.0, 1.2),
    "somewhat less than": (0.75, 1.0),
    "about a quarter more than": (1.15, 1.33),
    "about a third more than": (1.25, 1.45),
    "about half as much again as": (1.38, 1.62),
    "clearly more than": (1.5, 1.9),
    "less than half of": (0.3, 0.5),
    "more than half of": (0.5, 0.7),
    "a small part of": (0.0, 0.2),
    "next to nothing beside": (0.0, 0.01),
}


@given(st.floats(0, 2.8, exclude_max=True))
@example(1.08)
@example(2.0)
@example(0.5)
@example(1.0)
def test_a_phrase_never_stands_beside_a_ratio_that_it_belies(ratio: float) -> None:
    low, high = HONEST[compared(ratio, language_of("en"))]
    assert low <= ratio <= high


@pytest.mark.parametrize("ratio", [1.08, 1.2, 1.5, 1.79, 2.06])
@pytest.mark.parametrize(("code", "words"), [("en", "nearly double"), ("de", "fast das Doppelte")])
def test_a_ratio_of_1_08_nearly_doubles_in_no_language(code: str, words: str, ratio: float) -> None:
    assert words not in compared(ratio, language_of(code))


@given(st.floats(2.8, 1e6))
def test_beyond_the_phrases_the_number_itself_is_said(ratio: float) -> None:
    told = float(compared(ratio, language_of("en")).removesuffix(" times").replace(",", ""))
    assert told == pytest.approx(ratio, abs=0.051 if ratio < 9.95 else 0.51)


@given(st.floats(0, 1), st.sampled_from(languages()))
def test_more_than_half_is_said_only_of_more_than_half(share: float, code: str) -> None:
    words = share_in_words(share, language_of(code))
    if words in (language_of(code)("share: more than half"), language_of(code)("share: most")):
        assert share > 0.5
    if words == language_of(code)("share: all"):
        assert share >= 0.995


@pytest.mark.parametrize("impossible", [-0.1, math.nan])
def test_a_ratio_that_is_none_has_no_words(impossible: float) -> None:
    with pytest.raises(ValueError, match="at least zero"):
        compared(impossible, language_of("en"))


def test_phrases_rise_with_the_ratio_and_leave_no_gap() -> None:
    for table in (RATIOS, SHARES):
        ends = [end for end, _ in table]
        assert ends == sorted(ends)
        assert len(set(ends)) == len(ends)


# -- sentences from an estimate ---------------------------------------------------------------------------------------


def made(before: list[float], after: list[float], **more: Any) -> Any:
    """As much of an estimate as the sentence about operation needs."""
    horizon = SimpleNamespace(likeliest=60.0)
    assumptions = type("Assumed", (dict,), {"currency": "CHF"})({"initiative.horizon": horizon})
    return SimpleNamespace(
        assumptions=assumptions,
        to_go_live=np.array(before),
        after_go_live=np.array(after),
        run_cost_per_year=np.array(after) / 5,
        **more,
    )


def test_operation_is_compared_with_the_way_there() -> None:
    # Means: 100 before and 108 after, a ratio of 1.08; 108 / 5 years = 21.6 a year, written 22.
    told = sentences.run_cost(made([90, 110], [100, 116]))
    assert told == (
        "Once live, the system costs 22 CHF a year. From go-live to the horizon that is slightly more than the cost to "
        "go-live (108 CHF against 100 CHF, means)."
    )
    assert "das 3,0-Fache" in sentences.run_cost(made([100], [300]), "de")


@every_language
def test_each_sentence_carries_the_figures_that_the_estimate_has(est: cm.Estimate, code: str) -> None:
    says = language_of(code)
    assert says.money(est.quantile(0.8, of="to_go_live"), "EUR") in sentences.ask(est, code)
    assert says.after_months(est.quantile(0.8, of="go_live")) in sentences.date(est, code)
    assert says.percent(est.share_waiting) in sentences.waiting(est, code)
    assert says.percent(est.reaches_production) in sentences.success(est, code)
    assert says.money(est.cost_per_productive_month, "EUR") in sentences.success(est, code)
    assert est.fingerprint in sentences.provenance(est, code)
    assert says.percent(est.joint_confidence(est.quantile(0.8, "to_go_live"), est.quantile(0.8, "go_live"))) in (
        sentences.together(est, code)
    )


@pytest.mark.parametrize(
    ("code", "confidence", "odds"),
    [
        ("en", 0.8, "8 of 10"),
        ("de", 0.8, "8 von 10"),
        ("en", 0.85, "85 of 100"),
        ("de", 0.85, "85 von 100"),
    ],
)
def test_how_sure_a_figure_is_stands_alike_in_sentences_figures_and_pictures(
    est: cm.Estimate, code: str, confidence: float, odds: str
) -> None:
    viewed = Contents(est, language_of(code), confidence=confidence)
    scopes = {one.key: one.scope for one in on_paper(viewed)}
    drawn = DISTRIBUTION.picture(viewed)
    for told in (
        sentences.ask(est, code, confidence),
        sentences.date(est, code, confidence),
        scopes["budget"],
        scopes["date"],
        drawn.drawn,
        drawn.says,
        WATERFALL.picture(viewed).drawn,
    ):
        assert odds in told.replace("\xa0", " ")


@every_language
def test_at_even_odds_nothing_is_told_twice(est: cm.Estimate, code: str) -> None:
    says = language_of(code)
    even = says.money(est.quantile(0.5, of="to_go_live"), "EUR")
    assert sentences.ask(est, code, 0.5).count(even) == 1
    assert "Reserve" not in sentences.ask(est, code, 0.5)
    assert sentences.date(est, code, 0.5).count(says.after_months(est.quantile(0.5, of="go_live"))) == 1
    drawn = DISTRIBUTION.picture(Contents(est, says, confidence=0.5)).drawn
    assert drawn.count(f">{says('mark enough', odds=says.of_ten(0.5))} <") == 1


@every_language
def test_no_sentence_has_an_empty_place_or_a_number_that_is_none(est: cm.Estimate, code: str) -> None:
    for sentence in sentences.all_sentences(est, code):
        assert not re.search(r"[{}]|nan|inf\b|None|  ", sentence), sentence
        assert sentence.endswith(".")


def compared_with(first: float, own: bool) -> Any:
    """As much of an estimate as the sentence about the first estimate needs: what it covers costs 90 of 180 CHF."""
    covers = {"prototype": 1.0, "software": 0.0, "ml": 0.0, "ml_idle": 0.0}
    assumed = {f"first_estimate.covers.{layer}": SimpleNamespace(likeliest=one) for layer, one in covers.items()}
    assumed["first_estimate.amount"] = SimpleNamespace(likeliest=first if own else 0.0)
    parts = {"first_estimate": first, "uncertainty": 90.0 - first, "out_of_scope": 90.0, "median": 180.0}
    assumptions = type("Assumed", (dict,), {"currency": "CHF"})(assumed)
    return SimpleNamespace(assumptions=assumptions, underestimation=parts | {"factor": 180.0 / first})


def test_the_gap_says_what_the_first_estimate_covers_and_what_it_leaves_out() -> None:
    # 90 inside and 90 outside are the likely 180; of 100 the inside needs 10 less, of 80 it needs 10 more.
    assert sentences.gap(compared_with(100.0, own=True)) == (
        "The likely cost is clearly more than the first estimate. What the estimate is taken to cover (the model and "
        "its experiments) is likely to cost 90 CHF, which is 10 CHF less than the estimate; what it leaves out adds "
        "90 CHF."
    )
    assert "which is 10 CHF more than the estimate" in sentences.gap(compared_with(80.0, own=True))
    assert "also 10 CHF mehr als geschätzt" in sentences.gap(compared_with(80.0, own=True), "de")


def test_the_gap_speaks_of_the_prototype_where_nobody_gave_an_estimate() -> None:
    assert sentences.gap(compared_with(100.0, own=False)) == (
        "The likely cost is clearly more than what the lines of the prototype come to on average. What a first "
        "estimate usually covers (the model and its experiments) is likely to cost 90 CHF; what it leaves out "
        "adds 90 CHF."
    )
    assert "was die Posten des Prototyps im Mittel ergeben" in sentences.gap(compared_with(100.0, own=False), "de")


def test_drivers_are_named_with_their_shares() -> None:
    rows = {"meaning": ["Labels", "Waiting", "Nothing", "Rest"], "share": [0.31, 0.12, 0.0, 0.57]}
    driven = pd.DataFrame(rows | {"direction": ["raises", "both ways", "not seen", ""]})
    assert sentences.drivers(driven) == (
        "What moves the cost most is “Labels” (31 % of its spread), then “Waiting” (12 %)."
    )
    assert sentences.drivers(driven.head(1), of="date") == "What moves the date most is “Labels” (31 % of its spread)."
    assert sentences.drivers(driven.tail(2)) == ""
