"""An answer as a person wrote it down, on paper, in a form or on a page, read as a belief: one reading for all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from costmodel.beliefs.belief import LOWER_BOUND, UPPER_BOUND, Belief
from costmodel.beliefs.units import currency_of
from costmodel.elicitation.eight_of_ten import NoSuchRangeError, Range, range_of
from costmodel.files.levers import percents
from costmodel.files.typed_numbers import certain
from costmodel.language.beliefs import believed, rounded_number, symbol_of, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts, texts
from costmodel.language.typed import read_number

NUMBERS = ("low", "high", "likeliest")
WHOLE = ("switch", "stage")  # units of which only whole numbers are something
# What people write instead of leaving a cell empty.
WITH_A_WORD = re.compile(r"\s*\d[\d.,\s]*[^\W\d_]{2,}[^\d]*")  # a number and what it is of
FROM_TO = re.compile(r"(?P<low>[^-–]*\d[^-–]*?(?<![eE]))\s*(?:-|–|\bbis\b|\bto\b)\s*(?P<high>.*\d.*)")
UNKNOWN = ("?", "-", "–", "don't know", "don’t know", "n/a", "weiß nicht", "weiss nicht", "k. a.", "k.a.")


@dataclass(frozen=True)
class Answer:
    """What one person wrote beside one question.

    Attributes:
        name: of the assumption that is asked for.
        low, high: right in 8 of 10 cases, as typed.
        likeliest: as typed; of something that happens or not its chance in per cent.
        why: what it rests on.
        person: name or role; "" where nobody has said.
    """

    name: str
    low: str = ""
    high: str = ""
    likeliest: str = ""
    why: str = ""
    person: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no number: what people write for "I do not know" counts as nothing."""
        return not any(self.typed(key) for key in NUMBERS)

    @property
    def says_nothing(self) -> bool:
        """Whether it holds neither a number nor a reason: a reason is kept until its number is known."""
        return self.is_empty and not self.typed("why")

    @property
    def numbers(self) -> str:
        """The numbers as they were typed, in the order of the form."""
        return " / ".join(filter(None, map(self.typed, NUMBERS)))

    def typed(self, key: str) -> str:
        """What stands in one of the fields, without what only says that nothing is known."""
        text: str = getattr(self, key).strip()
        return "" if text.lower() in UNKNOWN else text


@dataclass(frozen=True)
class Read:
    """An answer that was understood.

    Attributes:
        answer: as it was written.
        belief: what it says, with meaning and unit of what was asked.
        family: what kind of curve it is, in words.
        told: the belief in words, to be read back to who wrote it.
        gave_way: what the belief could not keep of the three numbers, in a sentence; mostly empty.
    """

    answer: Answer
    belief: Belief
    family: str
    told: str
    gave_way: str


class UnreadableAnswerError(ValueError):
    """An answer cannot be understood; `faults` are the sentences for who wrote it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def read_answer(answer: Answer, asked: Belief, says: Language, words: Texts) -> Read:
    """What somebody meant.

    Shares and chances are written in per cent, as people say them: 20 and 20 % are a fifth. A number below 1 without
    the sign is refused there, because 0.2 may be 0.2 % or 20 %; beside a number of the same row that can only be per
    cent it is read like that one.

    Args:
        answer: what was written; not empty.
        asked: what is believed so far of the same number: gives meaning and unit.
        says: the language of the person, which decides what 30.000 is.
        words: of the assumptions, in that language.

    Raises:
        UnreadableAnswerError: all that is wrong with it.
    """
    faults: list[str] = []
    typed = _bare(answer, asked, words)
    found: dict[str, float] = {}
    for key, text in typed.items():
        try:
            found[key] = read_number(text, says, currency_of(asked.unit))
        except ValueError as fault:
            told = _other_unit(text, asked, says, words) or str(fault)
            faults.append(says("answer: in field", field=says(f"sheet of questions {key}"), fault=told))
    if percents(asked) > 1:
        faults += _either_share_or_per_cent(typed, found, says)
    if faults:
        raise UnreadableAnswerError(faults)
    try:
        numbers, gave_way = (_chance if asked.is_event else _range)(found, asked, says)
        belief = asked.believing(numbers)
    except ValidationError:
        raise UnreadableAnswerError([_impossible(found, asked, says, words)]) from None
    family = says(f"answer: family {belief.kind}")
    told = believed(belief, words, says)
    if len(found) == len(NUMBERS) and not gave_way and not belief.certain:  # as it was said, not as it is kept
        ends = {key: written_number(found[key], says) for key in NUMBERS}
        told = says("answer: told", unit=words.unit(belief.unit, symbol_of(belief), ends["high"]), **ends)
    return Read(answer, belief, family, told, gave_way)


def _other_unit(text: str, asked: Belief, says: Language, words: Texts) -> str:
    """What to say where a number has a unit behind it that is not the one asked for, such as weeks for working days."""
    if asked.is_event or not WITH_A_WORD.fullmatch(text):
        return ""
    unit = words.unit(asked.unit, symbol_of(asked)).strip()
    return says("answer: other unit", typed=text, unit=unit) if unit else ""


def in_language(answer: Answer, asked: Belief, written_in: Language, says: Language) -> Answer:
    """The same answer with its numbers written as another language writes them.

    Args:
        answer: one that can be read.
        asked: as for `read_answer`.
        written_in: the language of the answer.
        says: the language that is wanted.
    """
    rewritten = {}
    for key, bare in _bare(answer, asked, texts(written_in.code)).items():
        number = certain(read_number(bare, written_in, currency_of(asked.unit)))
        rewritten[key] = says.grammar.marked(number) + (" %" if "%" in bare else "")
    return replace(answer, **rewritten)


def _bare(answer: Answer, asked: Belief, words: Texts) -> dict[str, str]:
    """The numbers as they were typed, by field; a whole range in one of the fields, such as 30-50, fills both."""
    typed = {key: text for key in NUMBERS if (text := answer.typed(key))}
    ends = [key for key in ("low", "high") if key in typed]
    if len(ends) == 1 and not asked.is_event and (both := FROM_TO.fullmatch(typed[ends[0]])):
        typed |= both.groupdict()
    return {key: _without_unit(typed[key], asked, words) for key in NUMBERS if key in typed}


def _without_unit(text: str, asked: Belief, words: Texts) -> str:
    """The number where somebody has written its unit behind it: "20 working days", "20 Arbeitstage"."""
    text = text.strip()
    units = [words.unit(asked.unit, symbol_of(asked), number).strip() for number in ("", "1")]
    for ending in (ending for unit in units for ending in (unit, unit.split(" ")[-1])):
        if len(ending) > 1 and text.casefold().endswith(ending.casefold()):
            return text[: -len(ending)].strip()
    return text


def _either_share_or_per_cent(typed: dict[str, str], found: dict[str, float], says: Language) -> list[str]:
    sure = any("%" in typed[key] or number >= 1 for key, number in found.items())
    return [
        says(
            "answer: share or per cent",
            field=says(f"sheet of questions {key}"),
            typed=typed[key],
            small=written_number(number, says),
            large=written_number(100 * number, says),
        )
        for key, number in found.items()
        if not sure and 0 < number < 1
    ]


def _chance(found: dict[str, float], _asked: Belief, says: Language) -> tuple[dict[str, float], str]:
    if "likeliest" not in found or len(found) > 1:
        raise UnreadableAnswerError([says("answer: only the chance")])
    if found["likeliest"] > 100:
        raise UnreadableAnswerError([says("answer: above 100", number=written_number(found["likeliest"], says))])
    return {"chance": found["likeliest"] / 100}, ""


def _range(found: dict[str, float], asked: Belief, says: Language) -> tuple[dict[str, float], str]:
    if "low" not in found or "high" not in found:
        raise UnreadableAnswerError([says("answer: half a range")])
    bottom, top = LOWER_BOUND.get(asked.unit, 0.0), UPPER_BOUND.get(asked.unit, math.inf)
    _in_order(found, says, percents(asked) * bottom, percents(asked) * top)
    low, high = found["low"] / percents(asked), found["high"] / percents(asked)
    if "likeliest" not in found:
        if low == high:
            return {"value": low}, ""
        if low <= bottom and asked.unit not in WHOLE:
            raise UnreadableAnswerError([says("answer: likeliest is needed")])
        return {"p10": low, "p90": high}, ""
    likeliest = found["likeliest"] / percents(asked)
    try:
        made = range_of(low, likeliest, high, bottom, top)
    except NoSuchRangeError:
        ends = [written_number(percents(asked) * end, says) for end in (low, high, bottom, top)]
        told = says("answer: too wide", low=ends[0], high=ends[1], bottom=ends[2], top=ends[3])
        raise UnreadableAnswerError([told]) from None
    return made.numbers, _what_gave_way(made, asked, says)


def _in_order(found: dict[str, float], says: Language, bottom: float, top: float) -> None:
    low, high = found["low"], found["high"]
    written: Callable[[float], str] = lambda number: written_number(number, says)  # noqa: E731  used in each sentence
    faults = []
    if low > high:
        faults.append(says("answer: upside down", low=written(low), high=written(high)))
    elif not low <= found.get("likeliest", low) <= high:
        likeliest = written(found["likeliest"])
        faults.append(says("answer: likeliest outside", likeliest=likeliest, low=written(low), high=written(high)))
    if low < bottom or high > top:
        faults.append(says("answer: beyond", bottom=written(bottom), top=written(top)))
    if faults:
        raise UnreadableAnswerError(faults)


def _what_gave_way(made: Range, asked: Belief, says: Language) -> str:
    lost = [key for key in ("low", "likeliest", "high") if key not in made.kept]
    if not lost:
        return ""
    belief = asked.believing(made.numbers)
    p10, p90 = belief.quantile([0.1, 0.9])
    now = {"low": float(p10), "likeliest": belief.likeliest, "high": float(p90)}
    told = [
        says(
            "answer: is now",
            field=says(f"sheet of questions {key}"),
            number=rounded_number(percents(asked) * now[key], says),
        )
        for key in lost
    ]
    return says("answer: gave way", changed=", ".join(told))


def _impossible(found: dict[str, float], asked: Belief, says: Language, words: Texts) -> str:
    """Why the belief cannot be, in the words of the person; the model's own words are for those who write files."""
    if asked.unit in WHOLE:
        bottom, top = (written_number(end, says) for end in (LOWER_BOUND.get(asked.unit, 0.0), UPPER_BOUND[asked.unit]))
        return says("answer: one whole number", bottom=bottom, top=top)
    if "likeliest" not in found:
        return says("answer: likeliest is needed")
    return says("answer: impossible", unit=words.unit(asked.unit, symbol_of(asked)))
