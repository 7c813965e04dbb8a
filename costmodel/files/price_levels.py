"""Exchange rates and price indices that are changed after the files were read: listed prices are converted anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.units import Prices
from costmodel.errors import Sentence

SECTION = "currency."
RATES, INDICES, UNCERTAINTY = f"{SECTION}rates.", f"{SECTION}price_index.", f"{SECTION}uncertainty."


@dataclass(frozen=True)
class Listed:
    """A price as it was written down.

    Attributes:
        currency, year: of its prices.
        written: what was believed, without a unit.
        ratio: what it is multiplied by for another unit of the same money.
    """

    currency: str
    year: int
    written: Belief
    ratio: float = 1.0

    def converted(self, prices: Prices) -> Belief:
        """The numbers in the model's currency, price year and unit.

        Raises:
            ValueError: no rate or no index is on file; the sentence says which.
        """
        return self.written.scaled(prices.factor(self.currency, self.year) * self.ratio)

    def times(self, factor: float) -> Listed:
        """The same price, multiplied."""
        return replace(self, written=self.written.times(factor))


def is_price_level(name: str) -> bool:
    """Whether an assumption is an exchange rate or a price index, by which other numbers are converted.

    >>> is_price_level("currency.rates.USD"), is_price_level("cloud.chip_hour")
    (True, False)
    """
    return name.startswith((RATES, INDICES))


def refused(name: str, belief: Belief, prices: Prices) -> str | None:
    """A sentence where an exchange rate or a price index cannot act as it is put in, else None.

    Args:
        name, belief: the number, whatever it is.
        prices: those of the model.
    """
    if not is_price_level(name):
        return None
    if belief.distribution.DRAWN or belief.likeliest <= 0:
        return Sentence("must be one certain number above zero")
    foreign = name.removeprefix(RATES)
    if name.startswith(RATES) and foreign not in prices.rates:
        return Sentence(
            "is a price in {own}, and this model counts in {currency}",
            own=belief.unit.partition("/")[0],
            currency=prices.currency,
        )
    return None


def prices_now(written: Prices, beliefs: Mapping[str, Belief]) -> Prices:
    """Rates and indices as the assumptions have them now.

    Args:
        written: as they were when the files were read; says which there are.
        beliefs: all numbers, these among them.
    """
    return replace(
        written,
        rates={foreign: beliefs[f"{RATES}{foreign}"].likeliest for foreign in written.rates},
        indices={
            currency: {year: beliefs[f"{INDICES}{currency}.{year}"].likeliest for year in levels}
            for currency, levels in written.indices.items()
        },
    )


def repriced(
    beliefs: Mapping[str, Belief], listed: Mapping[str, Listed], before: Prices, now: Prices
) -> dict[str, Belief]:
    """The prices that other rates or indices make others, by name.

    Args:
        beliefs: all numbers.
        listed: the prices among them that were converted when they were read.
        before, now: what they are and will be converted with.
    """
    return {
        name: beliefs[name].changed(dict(one.converted(now).given))
        for name, one in listed.items()
        if now.factor(one.currency, one.year) != before.factor(one.currency, one.year)
    }
