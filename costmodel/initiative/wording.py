"""What the program itself says around the texts of the files: a few phrases in one language, English where no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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
    "own_projects": "own closed projects",
    "blend": "own closed projects ({own}) and {class} ({other})",
    "no_public_data": "No public data on budgets and actual costs of machine-learning projects exist; these classes "
    "are the nearest kin.",
}


@dataclass(frozen=True)
class Wording:
    """The phrases of one language.

    Attributes:
        code: of the language, as in the name of its file.
        phrases: those of `PHRASES` that it says in its own way.
        said: text as it stands in the files -> the same in this language, for what is read beside the assumptions.
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

    def block(self, meaning: str) -> str:
        """What a building block is called, from the meaning of the assumption that holds its level.

        >>> Wording().block("People and competence, level")
        'People and competence'
        """
        return meaning.removesuffix(self.phrase("level"))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its places in braces filled; texts are data, so nothing but these places is understood."""
    for place, value in values.items():
        text = text.replace(f"{{{place}}}", value)
    return text
