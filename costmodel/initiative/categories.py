"""What a cost category says of itself: its place among the others, its colour, and its words in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from costmodel.beliefs.source import Number, Strict
from costmodel.errors import Sentence, did_you_mean
from costmodel.initiative.wording import A_LANGUAGE

ENGLISH = "en"  # what is said where a language has no words of its own
Colour = Literal["blue", "pale_blue", "rust", "sand", "slate", "silver", "teal", "mint"]


def _spoken(words: Mapping[str, str]) -> Mapping[str, str]:
    for code in words:
        if not A_LANGUAGE.fullmatch(code):
            raise PydanticCustomError(
                "words", "{code} is no code of a language, such as en or de", {"code": repr(code)}
            )
    if not words.get(ENGLISH, "").strip():
        raise PydanticCustomError("words", "the English words are missing; write {en: ..., de: ...}")
    return words


Words = Annotated[dict[str, str], AfterValidator(_spoken)]  # language -> words


class Category(Strict):
    """A cost category, as the section `categories` of its own file has it.

    Attributes:
        order: where it is shown among the others, the lowest first; between two it may be a fraction.
        colour: of its bars and columns; where another before it has the same one, it is drawn with a pattern.
        name: language -> what it is called, a word or two.
        meaning: language -> what it is, in half a line.
    """

    order: Number
    colour: Colour
    name: Words
    meaning: Words

    def called(self, code: str) -> str:
        """Its name in a language, in English where that language has none."""
        return self.name.get(code, self.name[ENGLISH])

    def told(self, code: str) -> str:
        """What it is, in a language, in English where that language has no words for it."""
        return self.meaning.get(code, self.meaning[ENGLISH])


def no_category(word: str, known: Iterable[str]) -> str:
    """The sentence that refuses a word which is no category.

    >>> no_category("handovr", ["waiting", "handover"]), no_category("fees", ["waiting", "handover"])
    ("no category 'handovr' (did you mean 'handover'?)", "no category 'fees'; there are waiting, handover")
    """
    there = Sentence("; there are {known}", known=", ".join(known))
    return Sentence("no category {word!r}{near}", word=word, near=did_you_mean(word, known) or there)
