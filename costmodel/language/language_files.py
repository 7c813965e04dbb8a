"""Finds the languages: each file beside this one is a language, with its texts and how it writes figures.

A file is TOML. Translators and finance can read it, an editor checks it, Python reads it without a package in some
9 ms, and a key that stands twice is an error of the format. Fluent has plurals and genders, which the texts do not
need, and asks for a package; gettext takes English sentences for keys, so that each wording mended in English would
unsettle every other language, and its files are compiled.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from costmodel.language.grammar import SIZES, Amount, Grammar

FOLDER = Path(__file__).parent
FIRST = "en"  # the language of all keys: whoever lacks a text gets this one's


def languages() -> tuple[str, ...]:
    """The codes of all languages that there are, English first.

    >>> languages()
    ('en', 'de')
    """
    return tuple(sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda code: (code != FIRST, code)))


def read_language(code: str) -> tuple[Grammar | None, dict[str, str]]:
    """How a language writes figures (nothing where its file does not say), and its texts by key.

    A file is read once.

    Raises:
        ValueError: it is no TOML, a key stands in two sections, or the grammar lacks something.
    """
    return _read(FOLDER / f"{code}.toml")


@lru_cache(maxsize=16)
def _read(path: Path) -> tuple[Grammar | None, dict[str, str]]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        grammar = told.pop("grammar", None)
        texts: dict[str, str] = {}
        for key, text in _texts(told):
            if key in texts:
                raise ValueError(f"{key!r} stands in two sections")
            texts[key] = text
        return _grammar(grammar) if grammar is not None else None, texts
    except (KeyError, TypeError, ValueError) as fault:
        missing = f"[grammar] lacks {fault}" if isinstance(fault, KeyError) else str(fault)
        raise ValueError(f"{path.name}: {missing}") from fault


def _texts(section: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a section and of those within it."""
    for key, value in section.items():
        if isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, str):
            yield key, value
        else:
            raise ValueError(f"{key!r} is no text")


def _grammar(told: Mapping[str, Any]) -> Grammar:
    return Grammar(
        name=told["name"],
        decimal=told["decimal"],
        thousands=told["thousands"],
        date=told["date"],
        months=tuple(told["months"]),
        amounts={unit: Amount(**told[unit]) for unit in SIZES},
    )
