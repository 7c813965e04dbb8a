"""Some assumptions as a table for people: what each means, what is believed of it, and where that comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from costmodel.beliefs.source import Source
from costmodel.errors import did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.language.beliefs import believed
from costmodel.language.language import Language, language
from costmodel.language.translations import texts, translated

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("meaning", "believed", "source")


def assumption_table(
    assumptions: Assumptions, names: str | Iterable[str] = "*", code: str | Language = "en"
) -> pd.DataFrame:
    """What some assumptions mean, what is believed of them in words, and on what that rests.

    Args:
        assumptions: what is believed.
        names: of assumptions, with ``*`` for anything: ``"labelling.*"``, or several of them; all unless told.
        code: the language. Sources and reasons stay in the language of their files.

    Returns:
        a row for each assumption, indexed by its name, in the order of `names` and then of the files; the headings
        and all three columns (meaning, belief, source) are texts in the language. What was changed by a scenario or
        by hand has the reason of the change as its source, unless one was given with it.

    Raises:
        ValueError: a name that is none, or a pattern that fits none; all of them at once.
    """
    import pandas as pd

    says = language(code)
    chosen = _chosen(assumptions, [names] if isinstance(names, str) else list(names))
    told = texts(says.code, assumptions.folders)
    shown = translated(assumptions, says.code)
    rows = [
        (shown[name].meaning, believed(shown[name], told, says), "; ".join(_sources(shown[name].source, says)))
        for name in chosen
    ]
    headings = [says(f"column {column}") for column in COLUMNS]
    return pd.DataFrame(rows, index=pd.Index(chosen, name=says("column assumption")), columns=headings)


def _chosen(assumptions: Assumptions, patterns: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    unknown = []
    for pattern in patterns:
        fitting = [name for name in assumptions if fnmatchcase(name, pattern)]
        if not fitting:
            unknown.append(f"no assumption {pattern!r}{did_you_mean(pattern, list(assumptions))}")
        found |= dict.fromkeys(fitting)
    if unknown:
        raise ValueError("; ".join(unknown))
    return list(found)


def _sources(sources: Iterable[Source], says: Language) -> Iterator[str]:
    """Each source in a few words: the title, the site it was seen on, the year."""
    for source in sources:
        if source.judgement:
            yield says("sheet: judgement", reason=source.judgement)
            continue
        parts = [source.title, _site(source.address), source.seen and says("sheet: seen", year=str(source.seen))]
        if source.status == "retrieved-secondary":
            parts.append(says("sheet: quoted"))
        yield ", ".join(str(part) for part in parts if part)


def _site(address: str | None) -> str:
    """The name of the site; an address that is no link stays as it is.

    >>> _site("https://www.example.org/a/long/path"), _site("a letter"), _site(None)
    ('example.org', 'a letter', '')
    """
    return (urlsplit(address).hostname or address).removeprefix("www.") if address else ""
