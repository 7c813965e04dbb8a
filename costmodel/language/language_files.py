"""Finds the languages: each file beside this one is a language, with its texts and how it writes figures.

A file is TOML. Translators and finance can read it, an editor checks it, Python reads it without a package in some
9 ms, and a key that stands twice is an error of the format. Fluent has plurals and genders, which the texts do not
need, and asks for a package; gettext takes English sentences for keys, so that each wording mended in English would
unsettle every other language, and its files are compiled. Sentences about faults in the input are keyed so all the
same (`costmodel.language.faults`): they are said by rooms that know no language, and a test finds what is unsettled.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from costmodel.language.grammar import Grammar, grammar_of

FOLDER = Path(__file__).parent
FIRST = "en"  # the language of all keys: whoever lacks a text gets this one's


def languages() -> tuple[str, ...]:
    """The codes of all languages that there are, English first.

    >>> languages()
    ('en', 'de')
    """
    return tuple(sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda code: (code != FIRST, code)))


def read_texts(code: str) -> Mapping[str, str]:
    """The texts of a language by key; a file is read once.

    Raises:
        ValueError: it is no TOML, a key stands in two sections, or is no text.
    """
    return _read(FOLDER / f"{code}.toml")[1]


def read_grammar(code: str) -> Grammar:
    """How a language writes figures; as English does where its file does not say, and called by its code.

    Raises:
        ValueError: an entry that there is not, or of another kind than English has it.
    """
    path = FOLDER / f"{code}.toml"
    told = _read(path)[0]
    english = told if code == FIRST or told.keys() >= Grammar.ENTRIES else _read(FOLDER / f"{FIRST}.toml")[0]
    try:
        return grammar_of({**english, "name": code, **told})
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{path.name}: [grammar]: {fault}") from fault


@lru_cache(maxsize=16)
def _read(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        grammar = told.pop("grammar", {})
        texts: dict[str, str] = {}
        for key, text in _texts(told):
            if key in texts:
                raise ValueError(f"{key!r} stands in two sections")
            texts[key] = text
    except ValueError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    return grammar, texts


def _texts(section: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a section and of those within it."""
    for key, value in section.items():
        if isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, str):
            yield key, value
        else:
            raise ValueError(f"{key!r} is no text")
