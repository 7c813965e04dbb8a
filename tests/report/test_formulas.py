"""A line's formula in words: whoever multiplies the numbers that stand there comes to the amount that stands there."""

import math
import re

import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.estimates.explained import ExplainedLine, explained, lines_of
from costmodel.language.language import language_of
from costmodel.language.translations import texts, translated
from costmodel.language.typed import read_number
from costmodel.report.formulas import OVER, Wording
from costmodel.simulation.ledger import Item
from tests.german import english_in
from tests.strategies import CASES, case

CODES = ("en", "de")


def wording(assumptions: cm.Assumptions, code: str) -> Wording:
    return Wording(translated(assumptions, code), texts(code), language_of(code))


def read(text: str, code: str) -> float:
    """A printed number without its unit; of a share the share."""
    digits = re.match(r"[\d.,]+", text)
    assert digits, text
    value = read_number(digits[0].rstrip(".,"), code)
    return value / 100 if text[digits.end() :].strip().startswith("%") else value


def multiplied(line: ExplainedLine, words: Wording) -> float | None:
    """The printed numbers multiplied and divided as it is printed; None where the line is no product of them."""
    rows = words.rows(line.formula)
    if any(len(row.pieces) > 1 or row.sign in "+−" for row in rows[1:]) or len(rows[0].pieces) > 1:
        return None
    found = 1.0
    for row in rows:
        number = read(row.pieces[0].text, words.says.code)
        found = found / number if row.sign == OVER else found * number
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_printed_numbers_multiply_to_the_printed_amount(code: str) -> None:
    base = cm.load()
    words, checked = wording(base, code), 0
    for line in lines_of(base, Block(1, 0, 1)):
        amount = multiplied(line, words)
        if amount is not None:
            assert amount == pytest.approx(line.mean, rel=0.01), words.line(line)
            checked += 1
    assert checked > 20


def test_ten_days_at_600_are_told_as_such() -> None:
    numbers = {"handover.tool_setup": 10, "roles.ml_engineer.day_rate": 600, "staffing.rate_from_gross_pay": 0}
    base = cm.load().with_changes({**numbers, "discrepancy.stage": 0})
    line = {one.item: one for one in explained(cm.likeliest(base))}["Tracking and monitoring, set-up"]
    assert line.mean == 6_000  # 10 x 600
    assert wording(base, "en").line(line) == (
        f"10 person-days ({base['handover.tool_setup'].meaning}) × "
        f"600 € per person-day ({base['roles.ml_engineer.day_rate'].meaning})"
    )
    assert wording(base, "de").line(line).startswith("10 Personentage (")


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_german_reads_german_formulas(name: str) -> None:
    words, says = wording(case(name), "de"), language_of("de")
    told = []
    for line in explained(cm.estimate(case(name), samples=64)):
        assert isinstance(line.item, Item) or says.text(f"line: {line.item}"), line.item
        told.append(f"{words.named(line.item)}: {words.line(line)}")
    assert english_in("\n".join(told)) == []
    assert all(not math.isnan(line.mean) for line in explained(cm.likeliest(case(name))))
