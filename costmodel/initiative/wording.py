"""What the program itself says around the texts of the files: a few phrases in one language, English where no other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source

A_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")  # of a language; no path

# In English; a language file has the same keys, each with the same places in braces.
PHRASES: Mapping[str, str] = {
    "decimal_mark": ".",
    "per": "per",
    "level": ", level",
    "level_up": "{block}: up to level {level}",
    "month_less": "A month less waiting for {whom} ({what})",
    "months_less": "{months} months less waiting for {whom} ({what})",
    "vacancy": "a specialist to be hired",
    "drivers_others": "All others together ({count})",
    "drivers_remainder": "Remainder: what several do only together",
    "information_everything": "Everything, luck included: no information can be worth more",
    "own_projects": "own closed projects",
    "blend": "own closed projects ({own}) and {class} ({other})",
    "no_public_data": "No public data on budgets and actual costs of machine-learning projects exist; these classes "
    "are the nearest kin.",
    "changed_by_hand": "changed by hand",
    "moved_by_hand": "moved by hand",
    "put_in_by_hand": "put in by hand",
    "doubt_above": "{value}{unit} is above what is plausible ({low} to {high})",
    "doubt_below": "{value}{unit} is below what is plausible ({low} to {high})",
    "doubt_definition": "{value}{unit} cannot be: it is {exactly} by definition",
    "doubt_width": "its upper end is {factor} times its lower one",
    "doubt_days": "{days} days at the day rate make the yearly pay; see {unit}",
    "slip_cents": "in cents? then {meant}",
    "slip_thousands": "in thousands, or a thousands mark read as a point? then {meant}",
    "slip_mark": "a point too few? then {meant}",
    "slip_percent": "per cent? then {meant}",
    "slip_percent_twice": "per cent counted twice? then {meant}",
    "slip_factor": "a factor? as a rate {meant}",
    "slip_inverse": "the wrong way round? then {meant}",
    "slip_month": "for a month? then {meant} for a year",
    "slip_year": "for a year? then {meant} for a month",
    "slip_years": "in years? then {meant} months",
    "slip_months": "in months? then {meant} years",
    "slip_days": "in working days? then {meant} months",
    "slip_hours": "in hours? then {meant} days",
    "slip_weeks": "in weeks? then {meant} days",
    "slip_hourly": "for an hour? then {meant} for a day",
    "slip_monthly": "for a month? then {meant} for a day",
}
# Of these, what is noted as the reason of a change, as the files have reasons; and where nobody gave one.
REASONS = ("changed_by_hand", "moved_by_hand", "put_in_by_hand")
NO_REASON = ("", PHRASES["changed_by_hand"], PHRASES["moved_by_hand"])


@dataclass(frozen=True)
class Wording:
    """The phrases of one language.

    Attributes:
        code: of the language, as in the name of its file.
        phrases: those of `PHRASES` that it says in its own way.
        said: text as it stands in the files (a judgement, a note, a reason) -> the same in this language.
        meanings: assumption -> its meaning as it stands in the files, and in this language.
    """

    code: str = "en"
    phrases: Mapping[str, str] = field(default_factory=dict, repr=False)
    said: Mapping[str, str] = field(default_factory=dict, repr=False)
    meanings: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def phrase(self, key: str, **values: str) -> str:
        """A phrase with its places filled.

        >>> Wording().phrase("level_up", block="Data", level="4")
        'Data: up to level 4'

        Raises:
            KeyError: there is no such phrase.
        """
        return filled(self.phrases.get(key, PHRASES[key]), values)

    def number(self, written: str) -> str:
        """A number without marks between thousands, as it is written in this language."""
        return written.replace(".", self.phrase("decimal_mark"))

    def in_language(self, text: str) -> str:
        """A text of the files in this language, or as it stands."""
        return self.said.get(text, text)

    @cached_property
    def _as_written(self) -> dict[str, str]:
        return {told: text for text, told in reversed([*self.said.items()])}

    def as_written(self, text: str) -> str:
        """A text of this language as it stands in the files, or as it is; the first one where several say the same.

        >>> Wording("de", said={"So it is": "So ist es"}).as_written("So ist es")
        'So it is'
        """
        return self._as_written.get(text, text)

    def is_reason(self, why: str) -> bool:
        """Whether the reason of a change is one: somebody gave it.

        >>> Wording().is_reason("Three offers"), Wording().is_reason("moved by hand")
        (True, False)
        """
        return self.as_written(why) not in NO_REASON

    def of_belief(self, belief: Belief) -> Belief:
        """What is believed, its sources and its note in this language; the meaning stays."""
        return _with_texts(belief, self.said, {})

    def from_language(self, other: Wording, name: str, belief: Belief) -> Belief:
        """What is believed of an assumption, its texts put from another language into this one."""
        written, told = other.meanings.get(name, ("", ""))
        meaning = written if belief.meaning == told else belief.meaning
        written, told = self.meanings.get(name, ("", ""))
        meaning = told if meaning == written else meaning
        if other.said:
            belief = _with_texts(belief, other._as_written, {})
        return _with_texts(belief, self.said, {} if meaning == belief.meaning else {"meaning": meaning})

    def of_sources(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """Sources with their judgements in this language; a title is cited as it is printed."""
        return tuple(_source_with_texts(one, self.said) for one in sources)

    def block(self, meaning: str) -> str:
        """What a building block is called, from the meaning of the assumption that holds its level.

        >>> Wording().block("People and competence, level")
        'People and competence'
        """
        return meaning.removesuffix(self.phrase("level"))


def _with_texts(belief: Belief, said: Mapping[str, str], update: dict[str, Any]) -> Belief:
    source = tuple(_source_with_texts(one, said) for one in belief.source)
    if any(one is not other for one, other in zip(source, belief.source, strict=True)):
        update["source"] = source
    if belief.note is not None and belief.note in said:
        update["note"] = said[belief.note]
    return belief.model_copy(update=update) if update else belief


def _source_with_texts(source: Source, said: Mapping[str, str]) -> Source:
    """A source with its judgement as it is said; of titles only a plain word such as "definition" is found there."""
    key = "judgement" if source.judgement else "title"
    told = said.get(getattr(source, key))
    return _copied(source, key, told) if told is not None else source


@lru_cache(maxsize=4_096)
def _copied(source: Source, key: str, text: str) -> Source:
    return source.model_copy(update={key: text})


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its places in braces filled; texts are data, so nothing but these places is understood."""
    for place, value in values.items():
        text = text.replace(f"{{{place}}}", value)
    return text
