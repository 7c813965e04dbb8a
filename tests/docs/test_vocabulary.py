"""The vocabulary says what the German texts say."""

import re

from tests.docs.pages import DOCS, ROOT, text_of

ACCOUNTING = "## What only finance asks"  # no German text of the program speaks of it
GERMAN = (
    *(ROOT / "costmodel" / "language").glob("de*"),
    *(ROOT / "assumptions" / "languages").glob("de*.yaml"),
    *(ROOT / "assumptions" / "languages" / "de").rglob("*.yaml"),
    *(ROOT / "notebooks" / "de").glob("*.md"),
    *(ROOT / "notebooks" / "de").glob("*.ipynb"),
)


def test_each_german_term_is_one_that_german_texts_use() -> None:
    used = " ".join(text_of(file) for file in GERMAN).lower()
    told = text_of(DOCS / "vocabulary.md").split(ACCOUNTING, 1)[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", told, re.MULTILINE)
    terms = [term for english, german in rows if english != "English" for term in german.split(", ")]
    assert len(terms) > 30
    assert [term for term in terms if term.lower() not in used] == []
