"""Several cases beside each other on page and paper: their figures, the way from one to another, and what it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite, isnan

from costmodel.decisions.side_by_side import AT_CONFIDENCE, Part, Side, Standing, parts, standings
from costmodel.files.categories import cost_categories
from costmodel.language.language import Language
from costmodel.language.periods import month_after
from costmodel.pictures.waterfall import waterfall
from costmodel.report.adding_up import in_whole_units, rounded
from costmodel.report.cells import cell_text, written
from costmodel.report.drawing import Picture
from costmodel.report.lines import phase_named
from costmodel.report.sentences import made_on
from costmodel.report.tables import Cell, Column, Table, finite

KEY = "side_by_side"
LEAST = 0.5  # money: what differs by less is written as no difference


@dataclass(frozen=True)
class Written:
    """A figure of a case in words: itself, the month that it falls in, and how far it is from the base."""

    value: str
    when: str
    apart: str
    error: str


@dataclass(frozen=True)
class Row:
    """A figure of all cases in words: what it is called, how it is to be read, and its cells."""

    figure: str
    named: str
    scope: str
    cells: tuple[Written, ...]


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Several cases beside each other.

    Attributes:
        sides: the cases.
        names: what each is called, all different.
        notes: what each is made of, in a few words; empty where the name says it.
        base: the place of the case that the others are held against.
        other: the place of the case whose difference to the base is explained.
        confidence: of the percentiles, such as 0.8.
        says: the language.
    """

    sides: tuple[Side, ...] = field(repr=False)
    names: tuple[str, ...]
    notes: tuple[str, ...]
    base: int
    other: int
    confidence: float
    says: Language = field(repr=False)

    @property
    def currency(self) -> str:
        """The currency of all of them."""
        return self.sides[0].assumptions.currency

    @cached_property
    def standings(self) -> dict[str, tuple[Standing, ...]]:
        """Every figure of every case, against the base."""
        return standings(self.sides, self.base, self.confidence)

    def parts(self, other: int) -> list[Part]:
        """The difference of a case to the base, by category."""
        return parts(self.sides[self.base], self.sides[other])

    def others(self) -> list[int]:
        """The places of all cases but the base."""
        return [place for place in range(len(self.sides)) if place != self.base]

    # -- in words -------------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """All figures in words."""
        return [
            Row(
                figure,
                self.says(f"side by side: {figure}"),
                self.says("side by side: odds", odds=self.says.of_ten(self.confidence))
                if figure in AT_CONFIDENCE
                else self.says("side by side: mean"),
                tuple(self._cell(figure, place) for place in range(len(self.sides))),
            )
            for figure in self.standings
        ]

    def _cell(self, figure: str, place: int) -> Written:
        says, standing = self.says, self.standings[figure][place]
        if isnan(standing.value):
            return Written(says("side by side: no gate"), "", "", "")
        apart, error = self._apart(figure, standing)
        if place == self.base:
            apart = says("side by side: base")
        if figure != "date":
            return Written(says.amount(standing.value, self.currency), "", apart, error)
        calendar = self.sides[place].assumptions.calendar
        return Written(says.length(standing.value), month_after(calendar, standing.value, says) or "", apart, error)

    def _apart(self, figure: str, standing: Standing) -> tuple[str, str]:
        """How far it is from the base, and how sure that is; empty where it is not compared."""
        says = self.says
        if isnan(standing.apart):
            return "", ""
        if figure == "date":
            written, error = says.signed_length(standing.apart), f"± {says.plain(standing.error, 2)}"
            nothing = says.signed_length(0.0)
        else:
            written, nothing = (says.signed_amount(one, self.currency) for one in (standing.apart, 0.0))
            error = f"± {says.short_amount(standing.error, self.currency)}"
        if written == nothing:
            return says("figure: same"), ""
        return written, error if isfinite(standing.error) else ""

    def sentence(self, other: int) -> str:
        """What is to be read off the difference of a case to the base."""
        says, base, named = self.says, self.names[self.base], self.names[other]
        total, date = (self.standings[figure][other] for figure in ("total", "date"))
        told = [self._compared("total", total, base, named), self._compared("date", date, base, named)]
        largest = self.parts(other)[0]
        if total.told_apart and abs(largest.apart) >= LEAST:
            amount = says.signed_amount(largest.apart, self.currency)
            told.append(says("side by side: largest", category=says.name(largest.category), amount=amount))
        told.append(says("side by side: same draws", samples=says.number(self.sides[0].samples)))
        return " ".join(told)

    def _compared(self, figure: str, standing: Standing, base: str, named: str) -> str:
        says = self.says
        if not standing.told_apart:
            return says(f"side by side: {figure} same", name=named, base=base)
        apart = abs(standing.apart)
        written = says.length(apart) if figure == "date" else says.short_amount(apart, self.currency)
        error = self._apart(figure, standing)[1]
        sure = f" ({error})" if error else ""
        way = "more" if standing.apart > 0 else "less"
        less = says.share(standing.less)
        odds = says.of_ten(self.confidence)
        told = {"name": named, "base": base, "apart": written, "sure": sure, "share": less, "odds": odds}
        return says(f"side by side: {figure} {way}", **told)

    # -- pictures -------------------------------------------------------------------------------------------------

    def title(self, other: int) -> str:
        """What the way from the base to a case is called."""
        return self.says("side by side: way", base=self.names[self.base], name=self.names[other])

    def picture(self, other: int, day: dt.date | None = None) -> Picture:
        """The way from the base to another case, by category, with what is to be read off it and its source."""
        says = self.says
        drawn = waterfall(self.steps(other), says, self.currency, between_cases=True)
        key = f"{KEY}_{other + 1}"
        return Picture(key, self.title(other), drawn, self.sentence(other), self.source((self.base, other), day))

    def steps(self, other: int) -> list[tuple[str, float]]:
        """From the base's mean to the horizon to that of another case; names and amounts as for `waterfall`."""
        steps = [(self.says.name(part.category), part.apart) for part in self.parts(other) if abs(part.apart) >= LEAST]
        ends = [(f"={self.names[place]}", self.standings["total"][place].value) for place in (self.base, other)]
        return [ends[0], *steps, ends[1]]

    def source(self, places: Sequence[int], day: dt.date | None) -> str:
        """Which cases these are, and what it takes to get the same figures again."""
        cases = "; ".join(
            " ".join(filter(None, (f"{self.names[place]}:", self.notes[place], self.sides[place].fingerprint)))
            for place in places
        )
        first = self.sides[0]
        told = self.says(
            "side by side: source", samples=self.says.number(first.samples), seed=str(first.seed), version=first.version
        )
        return " · ".join(filter(None, (cases, told, made_on(day, self.says))))

    # -- tables ---------------------------------------------------------------------------------------------------

    def tables(self) -> tuple[Table, ...]:
        """Figures of all cases, their differences to the base, and the cost by category and by line."""
        return (self.figures(), self.differences(), self.by_category(), self.by_line())

    def figures(self) -> Table:
        """The figures of each case."""
        columns = (Column(self.says("side by side: case")), *self._columns())
        rows = tuple(
            (name, *(finite(told[place].value) for told in self.standings.values()))
            for place, name in enumerate(self.names)
        )
        return Table(KEY, columns, rows, notes=(self._confidence(),))

    def differences(self) -> Table:
        """How far each case is from the base, each figure with its standard error."""
        says, columns = self.says, [Column(self.says("side by side: case"))]
        for column in self._columns():
            columns += [column, Column("±", column.kind)]
        columns += [Column(says(f"side by side: {one}"), "share") for one in ("cheaper", "earlier")]
        rows = []
        for place in self.others():
            cells: list[Cell] = [self.names[place]]
            for told in self.standings.values():
                cells += [finite(told[place].apart), finite(told[place].error)]
            cells += [finite(self.standings[one][place].less) for one in ("total", "date")]
            rows.append(tuple(cells))
        title, notes = (
            says("side by side: differences", base=self.names[self.base]),
            (says("side by side: read error"),),
        )
        return Table(f"{KEY}_apart", tuple(columns), tuple(rows), notes=notes, title=title)

    def _columns(self) -> list[Column]:
        return [
            Column(self.says(f"side by side: {figure}"), "number" if figure == "date" else "money")
            for figure in self.standings
        ]

    def _confidence(self) -> str:
        return self.says("side by side: read", odds=self.says.of_ten(self.confidence))

    def by_category(self) -> Table:
        """Mean cost to the horizon by category in each case; the last two columns are the explained difference."""
        error = {part.category: part.error for part in self.parts(self.other)}
        rows = tuple(
            (self.says.name(name), *(float(side.categories[name].mean()) for side in self.sides), None, error[name])
            for name in self.categories()
        )
        columns = (*self._amounts((Column(self.says("column category")),)), Column("±", "money"))
        error_of_all = finite(self.standings["total"][self.other].error)
        whole: tuple[Cell, ...] = (self.says("total row"), *(None for _ in columns[1:-1]), error_of_all)
        return Table(f"{KEY}_categories", columns, rows, whole, (self.says("side by side: read categories"),))

    def by_line(self) -> Table:
        """The same line by line: what each category is for, by activity and scope."""
        columns = (Column(self.says("column category")), Column(self.says("side by side: line")))
        rows = tuple((self.says.name(of), named, *means, None) for of, named, means in self.lines())
        whole: tuple[Cell, ...] = (self.says("total row"), "", *(None for _ in self.sides), None)
        return Table(f"{KEY}_lines", self._amounts(columns), rows, whole)

    def _amounts(self, first: tuple[Column, ...]) -> tuple[Column, ...]:
        """The first columns, one for each case, and the explained difference."""
        cases = (Column(name, "money", adds=True) for name in self.names)
        ends = (len(first) + self.base, len(first) + self.other)
        apart = Column(self.says("side by side: apart", name=self.names[self.other]), "money", apart=ends)
        return (*first, *cases, apart)

    def lines(self) -> list[tuple[str, str, tuple[float, ...]]]:
        """Category, what it is for and when, and mean money in each case; the dearest first in each category."""
        found: dict[tuple[str, str], list[float]] = {}
        for number, side in enumerate(self.sides):
            activities = side.assumptions.structure.plan.activities
            for (category, scope, activity, phase), mean in side.lines.items():
                what = activities[activity].meaning if activity else phase_named(phase, self.says)
                key = (category, self.says("line", what=what, when=self.says(f"scope {scope}")))
                found.setdefault(key, [0.0] * len(self.sides))[number] += mean
        order = {name: place for place, name in enumerate(self.categories())}
        rows = [(of, named, tuple(means)) for (of, named), means in found.items() if max(map(abs, means)) >= LEAST]
        return sorted(rows, key=lambda row: (order[row[0]], -max(row[2])))

    def opened(self) -> list[tuple[list[str], list[list[str]]]]:
        """Each category as it is written, with its lines, which add up to it as they are written."""
        table, says = self.by_category(), self.says
        whole, rows, column = in_whole_units(table), written(table, says), table.columns[1]
        found: list[tuple[list[str], list[list[str]]]] = []
        for place, name in enumerate(self.categories()):
            lines = [(named, means) for of, named, means in self.lines() if of == name]
            amounts = [
                rounded([means[case] for _, means in lines], whole[place, 1 + case]) for case in range(len(self.sides))
            ]
            told = []
            for number, (named, _) in enumerate(lines):
                cells = [of[number] for of in amounts]
                cells.append(cells[self.other] - cells[self.base])
                told.append([named, *(cell_text(cell, column, says) for cell in cells)])
            found.append((rows[place], told))
        return found

    def categories(self) -> list[str]:
        """The categories that cost anything in any case, the dearest first."""
        means = {name: max(float(side.categories[name].mean()) for side in self.sides) for name in cost_categories()}
        return sorted((name for name, mean in means.items() if abs(mean) >= LEAST), key=lambda name: -means[name])
