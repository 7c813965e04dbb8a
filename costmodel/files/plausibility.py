"""What a number may plausibly be: ranges as data, one rule of what is asked and what is refused, and the likely slip.

The ranges stand in ``plausible.yaml``: by the name of an assumption, or else by its unit; a company's own file counts
before the shipped one. A number outside its range is told with what was probably meant. Beyond the range by a factor of
ten or more it is refused, and so is another value of a definition (months in a year). ``accept: reason`` beside the
number says that it is meant, and silences both; a definition cannot be accepted away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.shapes import number_keys
from costmodel.beliefs.source import Number, Source, Strict
from costmodel.beliefs.units import CURRENCIES, UnknownUnitError, currency_of, parse
from costmodel.errors import AssumptionsError, Fault, Sentence
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.slips import slips
from costmodel.files.tree import PLAUSIBLE_FILE, baseline_folder
from costmodel.initiative.wording import Wording

ENGLISH = Wording()
FAR = 10.0  # beyond a range by this factor a number is refused, not only asked
FEWEST_DAYS, MOST_DAYS = 20.0, 600.0  # that a yearly pay pays for at a day rate; some 110 to 120 in the baseline
WIDEST = 1_000.0  # upper end over lower end of one belief


class Plausible(Strict):
    """What a number may be.

    Attributes:
        lowest, highest: the ends, in the model's unit; of money in any currency.
        or_zero: zero is meant as "none", and as plausible.
        exactly: the only value, by definition.
        source: where it comes from.
    """

    lowest: Number | None = None
    highest: Number | None = None
    or_zero: bool = False
    exactly: Number | None = None
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends(self) -> Self:
        ends = (self.lowest, self.highest)
        if (self.exactly is None) == (None in ends) or (self.exactly is not None and ends != (None, None)):
            raise PydanticCustomError("plausible", "give lowest and highest, or exactly")
        if self.lowest is not None and self.highest is not None and not self.lowest < self.highest > 0:
            raise PydanticCustomError("plausible", "lowest is below highest, and highest above 0")
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """The ends, both the same for a definition."""
        if self.exactly is not None:
            return self.exactly, self.exactly
        return self.lowest or 0.0, self.highest or 0.0

    def within(self, value: float) -> bool:
        """Whether a number lies in the range."""
        low, high = self.ends
        return low <= value <= high or (self.or_zero and value == 0)

    def distance(self, value: float) -> float:
        """How many times a number lies beyond the range."""
        low, high = self.ends
        if value < 0 and low < 0:
            return value / low
        return max(value / high if high else math.inf, low / value if value > 0 else math.inf)

    def far_from(self, value: float) -> bool:
        """Whether a number lies so far beyond the range that it is refused."""
        if self.exactly is not None:
            return value != self.exactly
        low, high = self.ends
        return not self.within(value) and (value >= FAR * high or value <= (FAR * low if low < 0 else low / FAR))


@dataclass(frozen=True)
class Ranges:
    """All that is said of what is plausible; the first that fits a number counts.

    Attributes:
        by_name: pattern of a name -> range.
        by_unit: unit, with EUR for any currency -> range.
    """

    by_name: Mapping[str, Plausible]
    by_unit: Mapping[str, Plausible]

    def of(self, name: str, unit: str) -> Plausible | None:
        """The range of a number, or None where nothing is said of it."""
        for pattern, found in self.by_name.items():
            if fnmatchcase(name, pattern):
                return found
        return self.by_unit.get(_in_any_currency(unit))


@dataclass(frozen=True)
class Doubt:
    """A number that is hardly meant.

    Attributes:
        name: of the assumption.
        key: under which the number stands.
        refused: it is too far off to go on with.
        phrase, values: of the sentence (`Wording.phrase`).
        meant: what was probably meant: phrase of the slip -> the number.
    """

    name: str
    key: str
    refused: bool
    phrase: str
    values: tuple[tuple[str, str], ...]
    meant: tuple[tuple[str, str], ...] = ()

    def told(self, wording: Wording) -> str:
        """The sentence, in a language."""
        swapped = str.maketrans(",.", ".,") if wording.phrase("decimal_mark") == "," else {}
        values = {place: text if place == "unit" else text.translate(swapped) for place, text in self.values}
        sentence = wording.phrase(self.phrase, **values)
        guesses = "; ".join(wording.phrase(slip, meant=number.translate(swapped)) for slip, number in self.meant)
        return f"{sentence}: {guesses}" if guesses else sentence


class Doubted(Sentence):
    """The sentence of a doubt, which knows its doubt: another language has its phrases for it."""

    __slots__ = ("doubt", "wording")
    doubt: Doubt
    wording: Wording

    def __new__(cls, doubt: Doubt, wording: Wording) -> Self:
        self = super().__new__(cls, doubt.told(wording))
        self.doubt, self.wording = doubt, wording
        return self

    def __reduce__(self) -> tuple[type[Doubted], tuple[Doubt, Wording]]:  # type: ignore[override]
        return type(self), (self.doubt, self.wording)


@dataclass(frozen=True)
class Placed:
    """A doubt with the place of the number; one that stands in no file has none."""

    doubt: Doubt
    file: str = ""
    line: int = 0

    def fault(self, wording: Wording) -> Fault:
        """The same as a fault."""
        return Fault(self.file, self.line, self.doubt.name, Doubted(self.doubt, wording))


def placed(doubt: Doubt, node: Node) -> Placed:
    """A doubt at the line of its key."""
    at = node.at([doubt.key])
    return Placed(doubt, at.file, at.line)


def judged(
    name: str, belief: Belief, node: Node, known: Ranges, faults: list[Fault], wording: Wording = ENGLISH
) -> tuple[Placed, ...]:
    """What is hardly meant of a number that somebody has put in.

    Args:
        name, belief: the number.
        node: where it was put in; each doubt stands at the line of its key.
        known: what is plausible.
        faults: grows by what is refused.
        wording: the language of these faults.

    Returns:
        what is only asked.
    """
    asked = []
    for doubt in doubts(name, belief, known):
        if doubt.refused:
            faults.append(placed(doubt, node).fault(wording))
        else:
            asked.append(placed(doubt, node))
    return tuple(asked)


def ranges(folders: Iterable[Path]) -> Ranges:
    """What is plausible by the files of the folders, the user's own first.

    Raises:
        AssumptionsError: every fault in the files, as ``file:line: name: fault``.
    """
    files = (folder / PLAUSIBLE_FILE for folder in (*folders, baseline_folder()))
    stamped = {file.resolve(): (file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.is_file()}
    found, faults = _read(tuple(stamped.items()))
    if faults:
        raise AssumptionsError(faults)
    return found


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[Path, tuple[int, int]], ...]) -> tuple[Ranges, tuple[Fault, ...]]:
    faults: list[Fault] = []
    reading = Reading(faults)
    found: dict[str, dict[str, Plausible]] = {"names": {}, "units": {}}
    for path, _ in files:
        root = read_yaml(path, path.name, faults)
        content = root.value.get("plausible") if root is not None and root.is_mapping else None
        if root is None or content is None or not content.is_mapping or set(root.value) != {"plausible"}:
            faults += [] if root is None else [root.fault("", Sentence("must hold `plausible`, with names and units"))]
            continue
        for section, node in content.value.items():
            if section not in found or not node.is_mapping:
                faults.append(
                    node.fault(f"plausible.{section}", Sentence("plausible holds names and units, each a mapping"))
                )
                continue
            for about, child in node.value.items():
                one = reading.model(Plausible, f"plausible.{section}.{about}", child, child.plain())
                if section == "units":
                    faults += _no_unit(about, child)
                if one is not None:
                    found[section].setdefault(about, one)
    return Ranges(found["names"], found["units"]), tuple(faults)


def _no_unit(unit: str, node: Node) -> list[Fault]:
    try:
        parse(unit)
    except UnknownUnitError as error:
        return [node.fault(f"plausible.units.{unit}", str(error))]
    return []


def _in_any_currency(unit: str) -> str:
    currency = currency_of(unit)
    return unit if currency is None else unit.replace(currency, CURRENCIES[0])


def doubts(name: str, belief: Belief, known: Ranges) -> Iterator[Doubt]:
    """What is hardly meant of a belief, of several numbers the likeliest or the worst; nothing if it is accepted."""
    plausible = known.of(name, belief.unit)
    definition = plausible is not None and plausible.exactly is not None
    if belief.accept and not definition:
        return
    outside = [one for one in _numbers(belief) if plausible is not None and not plausible.within(one[1])]
    if plausible is not None and outside:
        far = [one for one in outside if plausible.far_from(one[1])] or outside
        likeliest = [one for one in far if number_keys()[one[0]].at in (None, 0.5)]
        yield _outside(name, belief, *max(likeliest or far, key=lambda one: plausible.distance(one[1])), plausible)
    low, high = belief.low, belief.high
    if not belief.is_event and belief.kind != "choices" and 0 < low < high / WIDEST:
        factor = f"{high / low:,.4g}"
        refused = high / low >= FAR * WIDEST
        yield Doubt(name, list(belief.given)[-1], refused, "doubt_width", (("factor", factor),))


def rate_against_pay(beliefs: Mapping[str, Belief], about: str) -> Iterator[Doubt]:
    """Whether the day rate and the yearly pay of a role, which cost the same work, contradict each other.

    Args:
        beliefs: all numbers by name.
        about: the name of a day rate or of a yearly pay; others contradict nothing here.
    """
    role, _, key = about.rpartition(".")
    rate, pay = beliefs.get(f"{role}.day_rate"), beliefs.get(f"{role}.gross_pay")
    if key not in ("day_rate", "gross_pay") or rate is None or pay is None or rate.accept or pay.accept:
        return
    if rate.likeliest > 0 and not FEWEST_DAYS <= pay.likeliest / rate.likeliest <= MOST_DAYS:
        days, other = (
            written(float(f"{pay.likeliest / rate.likeliest:.3g}")),
            "gross_pay" if key == "day_rate" else "day_rate",
        )
        yield Doubt(
            about, next(iter(beliefs[about].given)), False, "doubt_days", (("days", days), ("unit", f"{role}.{other}"))
        )


def _numbers(belief: Belief) -> Iterator[tuple[str, float]]:
    """Each number that was given, with its key; a lower end of zero says "perhaps none" and is no number to doubt."""
    for key, given in belief.given.items():
        what = number_keys()[key]
        if what.single:
            if given == 0 and belief.high > 0 and key in ("min", "mode"):
                continue
            yield key, float(given)
        elif what.weighted:
            yield from ((key, float(one.value)) for one in given)
        else:
            yield from ((key, extreme) for extreme in {min(given), max(given)})


def against_definition(name: str, belief: Belief, known: Ranges) -> str | None:
    """The sentence where a number is another than its definition has it, else None; nobody may put such a number in."""
    found = known.by_name.get(name)
    if found is None or found.exactly is None:
        return None
    return next((Doubted(doubt, ENGLISH) for doubt in doubts(name, belief, known)), None)


def written(value: float) -> str:
    """A number as it stands in a sentence.

    >>> written(64000.0), written(0.64), written(10_000_000.0)
    ('64,000', '0.64', '10,000,000')
    """
    return f"{value:,.0f}" if 1e6 <= abs(value) < 1e15 else f"{value:,.6g}"


def _outside(name: str, belief: Belief, key: str, value: float, plausible: Plausible) -> Doubt:
    unit = "" if belief.unit in ("share", "chance", "factor", "count", "switch") else f" {belief.unit}"
    if plausible.exactly is not None:
        values = (("value", written(value)), ("exactly", written(plausible.exactly)), ("unit", unit))
        return Doubt(name, key, True, "doubt_definition", values)
    low, high = plausible.ends
    ends = (("value", written(value)), ("low", written(low)), ("high", written(high)))
    meant = tuple((slip, written(float(f"{number:.4g}"))) for slip, number in slips(value, belief.unit, low, high))
    phrase = "doubt_above" if value > high else "doubt_below"
    return Doubt(name, key, plausible.far_from(value), phrase, (*ends, ("unit", unit)), meant)
