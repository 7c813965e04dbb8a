"""What a workbook says of itself: in its properties before it is opened, and at the foot of each printed sheet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from costmodel.report import sentences, who
from costmodel.report.contents import Contents

MOST_AT_THE_FOOT = 200  # characters; Excel refuses a foot of more than 255


def at_the_foot(contents: Contents) -> str:
    """Which initiative and which figures a printed sheet is of; an ampersand begins a code there, so it is doubled."""
    est, day = contents.est, sentences.made_on(contents.day, contents.says)
    name = est.assumptions.initiative.name.replace("&", "&&")
    parts = (f"costmodel {est.version}, {est.fingerprint}", day, name)
    return " · ".join(filter(None, parts))[:MOST_AT_THE_FOOT].rstrip("&")


def properties(contents: Contents, created: dt.datetime) -> dict[str, Any]:
    """What the file says of itself before it is opened: which initiative, whose, how far approved."""
    est, says, initiative = contents.est, contents.says, contents.est.assumptions.initiative
    told = {
        "title": who.heading(est, says("title")),
        "subject": who.under(est, says, None, says("title")),
        "author": initiative.owner,
        "status": says(f"status {initiative.status}") if initiative.status else "",
        "keywords": who.about(est, says),
        "comments": " ".join(filter(None, (sentences.provenance(est, says), sentences.made_on(contents.day, says)))),
    }
    return {"created": created} | {key: text for key, text in told.items() if text}
