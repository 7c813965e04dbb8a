"""What is wrong in the input, said in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import Formatter
from typing import Any

from costmodel.errors import AssumptionsError, Fault, Sentence, listed
from costmodel.files.plausibility import Doubted
from costmodel.language.captions import texts
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST

WRONG = "wrong: "  # begins the key of a sentence; its English text follows


def told(text: str, code: str | Language = FIRST) -> str:
    """A sentence in a language; as it stands where it is any other text, or the language does not say it.

    >>> told(Sentence("low {low:g} is above high {high:g}", low=0.5, high=0.25), "de")
    'die untere Zahl 0,5 liegt über der oberen 0,25'

    Args:
        text: a `costmodel.errors.Sentence`, or any other text.
        code: of the language.
    """
    says = language_of(code)
    if not isinstance(text, Sentence) or says.code == FIRST:
        return text
    if isinstance(text, Doubted):
        return text.doubt.told(texts(says.code).wording)
    places = [*Formatter().parse(text.text)] if text.values else []
    marks_alone = places and not any(letter.isalpha() for words, *_ in places for letter in words)
    found = text.text if marks_alone else says.texts.get(WRONG + text.text)
    if found is None or not places:
        return found or text
    written = {place: _written(text.values[place], spec or "", says) for _, place, spec, _ in places if place}
    return "".join(words + (written[place] if place else "") for words, place, *_ in Formatter().parse(found))


def _written(value: Any, form: str, says: Language) -> str:
    """What stands in a place: a number in the form of the English text with the marks of the language."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return says.grammar.marked(format(value, form))
    return told(value, says) if isinstance(value, str) else str(value)


def in_language(fault: Fault, code: str | Language = FIRST) -> Fault:
    """A fault with its sentence in a language; place and name stay."""
    return replace(fault, text=told(fault.text, code))


def lines(wrong: Iterable[Fault | str], code: str | Language = FIRST) -> list[str]:
    """A line for each of the first fifty faults or sentences, and one that counts the others."""
    return listed(wrong, lambda one: told(one, code) if isinstance(one, str) else str(in_language(one, code)))


def sentences(error: Exception, code: str | Language = FIRST) -> list[str]:
    """What an error says, line by line: the faults of the input each on one."""
    return lines(error.faults, code) if isinstance(error, AssumptionsError) else told(str(error), code).splitlines()
