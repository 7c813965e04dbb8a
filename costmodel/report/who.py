"""Which initiative a paper is about: its name, how far it is approved, who answers for it, and when it was made."""

from __future__ import annotations

import datetime as dt
import re

from costmodel.estimates.result import Estimate
from costmodel.language.language import Language
from costmodel.language.periods import month_name
from costmodel.report import sentences

TOLD = ("status", "owner", "cost_centre", "version")
LONGEST_NAME = 50  # letters of a name of a file


def heading(est: Estimate, otherwise: str) -> str:
    """The name of the initiative; what the paper is called where nobody has said one."""
    return est.assumptions.initiative.name or otherwise


def facts(est: Estimate, says: Language) -> list[tuple[str, str]]:
    """What is said of the initiative beside its name, with what it is called; months as they are spoken."""
    initiative = est.assumptions.initiative
    found = [(says(f"initiative {key}"), getattr(initiative, key)) for key in TOLD if getattr(initiative, key)]
    if initiative.status:
        found[0] = (found[0][0], says(f"status {initiative.status}"))
    dates = [(key, getattr(initiative, key)) for key in ("start", "valued_in")]
    return found + [(says(f"initiative {key}"), month_name(month, says)) for key, month in dates if month is not None]


def about(est: Estimate, says: Language) -> str:
    """The same on one line; empty where nothing was said."""
    return " · ".join(f"{name}: {value}" for name, value in facts(est, says))


def under(est: Estimate, says: Language, day: dt.date | None, title: str) -> str:
    """The line under the heading: what the paper is, from which scenarios, made when."""
    named = title if est.assumptions.initiative.name else ""
    return " · ".join(filter(None, (named, sentences.scenarios(est, says), sentences.made_on(day, says))))


def mark(est: Estimate, says: Language, day: dt.date | None) -> str:
    """All of it on one line, under a picture or at the foot of a page: it says which paper this was."""
    initiative = est.assumptions.initiative
    made = f"costmodel {est.version} · {est.fingerprint}"
    parts = (initiative.name, about(est, says), sentences.scenarios(est, says), made, sentences.made_on(day, says))
    return " · ".join(filter(None, parts))


def file_stem(name: str, day: dt.date | None) -> str:
    """A name for a file, from what something is called and the day.

    >>> file_stem("Prüfung der Schäden", dt.date(2027, 5, 3)), file_stem("!", None)
    ('pruefung_der_schaeden_2027-05-03', 'case')
    """
    spelled = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    plain = "".join(spelled.get(letter, letter) for letter in name.casefold())
    stem = "_".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_NAME].strip("_") or "case"
    return stem if day is None else f"{stem}_{day.isoformat()}"
