"""What each year costs, and what of it the profit and loss account bears in that year."""

from __future__ import annotations

from collections.abc import Sequence

from costmodel.language.language import Language
from costmodel.pictures.canvas import bar, label, picture
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS = 48.0, 9.0
LOOKS = ("cm-before", "cm-after")


def books(years: Sequence[tuple[str, float, float]], says: Language, currency: str) -> Markup:
    """Two bars for each year, in proportion; a negative amount has no length but is told.

    Args:
        years: what each is called, its cost and its charge, money.
        says: the language.
        currency: of the money.
    """
    longest = max((max(cost, charge, 0.0) for _, cost, charge in years), default=0.0) or 1.0
    names = (says("books cost"), says("books charge"))
    rows, told = [], []
    for number, (year, *both) in enumerate(years):
        y = ROW * number
        amounts = [says.short_amount(amount, currency) for amount in both]
        told.append(f"{year}: {names[0]} {amounts[0]}, {names[1]} {amounts[1]}")
        bars = [
            bar(0, max(amount, 0.0) / longest, y + 19 + (THICKNESS + 1) * place, THICKNESS, look=look,
                says=f"{year}, {names[place]}: {amounts[place]}")
            for place, (amount, look) in enumerate(zip(both, LOOKS, strict=True))
        ]  # fmt: skip
        rows.append(
            join(
                label("0%", y + 12, year),
                tag("text", f"{amounts[0]} / {amounts[1]}", x="100%", y=y + 12, text_anchor="end"),
                *bars,
            )
        )
    sums = (sum(cost for _, cost, _ in years), sum(charge for _, _, charge in years))
    keys = (
        (look, name, says.short_amount(amount, currency)) for look, name, amount in zip(LOOKS, names, sums, strict=True)
    )
    drawn = picture("books", max(ROW * len(rows) - 8, ROW), says("books says", years="; ".join(told)), *rows)
    return with_legend(legend(*keys), drawn)
