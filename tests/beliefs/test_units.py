"""Units: their algebra is pint's, word for word, and what is no unit is refused."""

from __future__ import annotations

from itertools import product

import pytest

from costmodel.beliefs.units import UnknownUnitError, conversion, known_words, parse
from tests.laws import attached_units

MONEY = [f"EUR/{per}" for per in ("person_day", "person_hour", "month", "year", "person/month", "kilowatt_hour")]
BARE = ("share", "factor", "level", "switch", "stage", "chance", "count")


def test_units_are_converted_as_pint_converts_them() -> None:
    pint = attached_units.registry()
    for ours, theirs in product((*known_words(), *MONEY), repeat=2):
        if {ours, theirs} & set(BARE):
            continue
        one, other = attached_units.parse(ours), attached_units.parse(theirs)
        same = one.dimensionality == other.dimensionality
        expected = float(pint.Quantity(1.0, one).to(other).magnitude) if same else None
        assert conversion(ours, theirs) == (pytest.approx(expected, rel=1e-14) if same else None), (ours, theirs)


def test_a_share_is_no_factor_though_both_are_bare_numbers() -> None:
    assert [other for other in BARE if conversion("share", other) is not None] == ["share"]


def test_a_unit_is_read_from_left_to_right() -> None:
    assert parse("EUR/person/year") == parse("EUR / year / person")
    assert parse("EUR/person year") == parse("EUR*year/person")
    assert parse("1/year").powers == (("month", -1),)
    assert parse("person_day/person") == parse("working_day")


@pytest.mark.parametrize("unit", ["", "EUR/", "/EUR", "EUR//item", "EUR*/item", "EUR**2", "(EUR)", "furlong", "EUR^2"])
def test_what_is_no_unit_is_refused(unit: str) -> None:
    with pytest.raises(UnknownUnitError):
        parse(unit)
