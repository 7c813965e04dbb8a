"""A cost line's formula in words, with the numbers in it: 41 person-days x €652 per person-day = €26,700."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from costmodel.beliefs.units import currency_of
from costmodel.estimates.explained import ExplainedLine
from costmodel.files.assumptions import Assumptions
from costmodel.files.levers import percents
from costmodel.language.beliefs import with_unit
from costmodel.language.language import Language
from costmodel.language.symbols import NO_BREAK, symbol
from costmodel.language.translations import Texts
from costmodel.simulation.formulas import Formula, Quantity, Step
from costmodel.simulation.ledger import Item

DIGITS = 4  # that a number in a formula has: so many that whoever multiplies them again comes to the same amount
TIMES, OVER, PLUS, MINUS = "×", "÷", "+", "−"
SIGNS = {"plus": PLUS, "minus": MINUS, "times": TIMES, "over": OVER}
# What the model works out -> the assumption that says where it comes from.
COMES_FROM = {
    "repeated": "plan.{of}.repeats.chance",
    "days idle": "roles.{of}.retained_share",
    "by an external": "hiring.must_hire",
    "price rises": "operations.platform.renewal_term",
}


@dataclass(frozen=True)
class Piece:
    """A piece of a formula as it is read.

    Attributes:
        text: a number with its unit, or what stands between two.
        quantity: the number; None for what stands between.
    """

    text: str
    quantity: Quantity | None = None


@dataclass(frozen=True)
class Row:
    """A factor, or a term, of a formula.

    Attributes:
        sign: what is done with it; empty for the first.
        pieces: its numbers, and what is between them.
    """

    sign: str
    pieces: tuple[Piece, ...]

    @property
    def quantities(self) -> list[Quantity]:
        """The numbers in it that have a name, each once."""
        return list(dict.fromkeys(one.quantity for one in self.pieces if one.quantity and not one.quantity.bare))


@dataclass(frozen=True)
class Wording:
    """In which words formulas are told.

    Attributes:
        now: the assumptions, with their meanings in the language.
        texts: the texts beside them.
        says: the language.
    """

    now: Assumptions
    texts: Texts
    says: Language

    # -- whole formulas -----------------------------------------------------------------------------------------------

    def rows(self, formula: Formula) -> list[Row]:
        """A formula, factor by factor; a sum term by term."""
        negative = isinstance(formula, Step) and formula.does == "negative"
        if isinstance(formula, Step) and negative:
            formula = formula.parts[0]
        parts = list(_parts(formula, "times", "over"))
        if len(parts) == 1:
            parts = list(_parts(formula, "plus", "minus"))
        within = SIGNS["times"] if parts[-1][0] in (TIMES, OVER) else ""
        signs = [MINUS if negative else "", *(sign for sign, _ in parts[1:])]
        return [Row(sign, tuple(self._told(one, within))) for sign, (_, one) in zip(signs, parts, strict=True)]

    def line(self, explained: ExplainedLine) -> str:
        """A line's formula in one line, each number followed by what it is."""
        told = []
        for row in self.rows(explained.formula):
            numbers = "".join(piece.text for piece in row.pieces)
            named = "; ".join(map(self.meaning, row.quantities))
            told.append(f"{row.sign} {numbers}{f' ({named})' if named else ''}".strip())
        return " ".join(told)

    def worked_out(self, formula: Formula) -> list[tuple[Quantity, Formula]]:
        """The numbers of a formula whose own formula is shown beside it, with that; each kind once."""
        found: dict[tuple[str, str], tuple[Quantity, Formula]] = {}
        for quantity in _quantities(formula):
            if quantity.worked_out is not None:
                found.setdefault((quantity.key, quantity.of), (quantity, quantity.worked_out))
        return list(found.values())

    # -- numbers ------------------------------------------------------------------------------------------------------

    def number(self, quantity: Quantity) -> str:
        """A number with its unit."""
        if quantity.assumption:
            belief = self.now[quantity.assumption]
            if belief.unit == "switch":
                return self._share(quantity.value)
            if belief.unit == "factor":  # the sign before it says what is done with it
                return self._written(quantity.value)
            return with_unit(self._written(percents(belief) * quantity.value), belief, self.texts)
        if quantity.unit == "share":
            return self._share(quantity.value)
        written = self._written(quantity.value)
        if quantity.bare or quantity.unit == "count":
            return written
        sign = symbol(currency_of(quantity.unit) or "")
        return f"{written} {self.texts.unit(quantity.unit, sign, written)}".strip()

    def meaning(self, quantity: Quantity) -> str:
        """What a number is."""
        if quantity.assumption:
            return self.now[quantity.assumption].meaning
        return self.says(f"quantity {quantity.key}", of=self._of(quantity.of))

    def comes_from(self, quantity: Quantity) -> str:
        """The name of the assumption whose source says where a number comes from; empty where there is none."""
        name = quantity.assumption or COMES_FROM.get(quantity.key, "").format(of=quantity.of)
        return name if name in self.now.beliefs else ""

    def named(self, item: str) -> str:
        """What a line of the ledger is called; as it is written there where the language has no word for it."""
        if not isinstance(item, Item):
            return self.says.text(f"line: {item}") or item
        shape = self.now.structure
        told: dict[str, Callable[[str], str]] = {
            "line": self.named,
            "activity": lambda name: shape.plan.activities[name].meaning,
            "role": self.says.name,
            "risk": lambda name: shape.risks[name].meaning,
        }
        words = {key: told[key](part) if key in told else part for key, part in item.parts.items()}
        return self.says(f"line of {item.made}", **words)

    def _of(self, of: str) -> str:
        activity = self.now.structure.plan.activities.get(of)
        if activity is not None:
            return activity.meaning
        return self.says.text(f"phase {of}") or self.says.name(of)

    def _share(self, share: float) -> str:
        return f"{self._written(100 * share)}{NO_BREAK}%"

    def _written(self, value: float) -> str:
        """A number with `DIGITS` digits, or whole; three behind the point could be read as thousands."""
        size = math.floor(math.log10(abs(value))) if value else 0
        behind = max(DIGITS - 1 - size, 0)
        return self.says.plain(value, behind if behind != 3 else 2)

    # -- from steps to pieces -----------------------------------------------------------------------------------------

    def _told(self, formula: Formula, within: str = "") -> Iterator[Piece]:
        """A part of a formula; in brackets where it would be read wrongly within another step."""
        if isinstance(formula, Quantity):
            yield Piece(self.number(formula), formula)
            return
        does, parts = formula.does, formula.parts
        if does in ("plus", "minus", "times", "over"):
            opened = bool(within) and (does in ("plus", "minus") or within == OVER)
            yield from [Piece("(")] if opened else []
            yield from self._told(parts[0], TIMES if does in ("times", "over") else "")
            yield Piece(f" {SIGNS[does]} ")
            yield from self._told(parts[1], SIGNS[does] if does != "plus" else "")
            yield from [Piece(")")] if opened else []
        else:
            between = self.says(f"formula {does}").split("|")
            yield Piece(between[0])
            for part, after in zip(parts, between[1:], strict=True):
                yield from self._told(part)
                yield Piece(after)


def _parts(formula: Formula, joined: str, undone: str, sign: str = "") -> Iterator[tuple[str, Formula]]:
    """What a formula joins by a step and by the one that undoes it, each with its sign: factors, or terms."""
    sign = sign or SIGNS[joined]
    if isinstance(formula, Step) and formula.does in (joined, undone):
        first, second = formula.parts
        turned = SIGNS[undone] if sign == SIGNS[joined] else SIGNS[joined]
        yield from _parts(first, joined, undone, sign)
        yield from _parts(second, joined, undone, sign if formula.does == joined else turned)
    else:
        yield sign, formula


def _quantities(formula: Formula) -> Iterator[Quantity]:
    if isinstance(formula, Quantity):
        yield formula
        return
    for part in formula.parts:
        yield from _quantities(part)
