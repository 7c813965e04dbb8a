"""Which case it is, which initiative, made when, and how it is computed again: at the foot of the page and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from costmodel.dashboard.cards import Seen
from costmodel.dashboard.portfolio.looked_at import ASKS, OWN, known
from costmodel.dashboard.serving.access import way_out
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.today import today
from costmodel.language.language import Language
from costmodel.language.language_files import FIRST
from costmodel.pictures.markup import Markup, join, tag
from costmodel.report import who
from costmodel.report.sentences import made_on

MOST_NAMED = 6  # changes in one line


def told(seen: Seen, case: Case) -> list[str]:
    """The case with its changes; what was said of the initiative, and the date."""
    says, now = seen.says, seen.est.assumptions
    names = sorted(now[name].meaning for name in case.changed if name in now)
    changes = "; ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    facts = [f"{name}: {value}" for name, value in who.facts(seen.est, says)]
    return [
        says("foot: case", name=seen.name, changes=changes or says("foot: nothing")),
        " · ".join((*facts, made_on(today(), says))),
    ]


def paper(lines: Sequence[str], seen: Seen) -> Markup:
    """What stands above the page where it is printed."""
    called = seen.est.assumptions.initiative.name or seen.says("page: title")
    return join(tag("p", called, class_="cm-brand"), *(tag("p", line) for line in lines))


def elsewhere(says: Language) -> Markup:
    """Links to the portfolios that this server shows, and where the workshop's form is, which it does not."""
    language = "" if says.code == FIRST else f"&lang={says.code}"
    pieces: list[str] = []
    for name in sorted(known(), key=lambda name: name != OWN):
        words = says("foot: own portfolio") if name == OWN else says("foot: example portfolio", name=name)
        pieces += [", " if pieces else " ", tag("a", words, href=f"?{ASKS}={name}{language}")]
    form = tag("code", "costmodel dashboard --notebook form")
    return tag("p", says("foot: several"), *pieces, ". ", says("foot: form"), " ", form, class_="cm-note cm-elsewhere")


def foot(lines: Sequence[str], seen: Seen, *, at_rest: bool) -> Markup:
    """What stands below the page.

    Args:
        lines: as `told` gives them.
        seen: what is on the page.
        at_rest: whether there is time to say how the figures are computed again: the hash takes some.
    """
    says, est = seen.says, seen.est
    line = says("foot: samples", samples=says.number(est.samples), year=str(est.assumptions.structure.prices.year))
    again = join()
    if at_rest:
        line += " " + says("foot: exact", seed=str(est.seed), version=est.version, fingerprint=est.fingerprint)
        again = join(" ", says("foot: again", samples=str(est.samples), seed=str(est.seed)))
    exact = tag("p", tag("span", line, class_="cm-exact"), again, class_="cm-note")
    called = est.assumptions.initiative.name
    out = way_out()
    link = [tag("a", says("foot: log out"), href=out)] if out else []
    notes = [tag("p", one, class_="cm-note") for one in filter(None, (called, *lines))]
    return join(*notes, exact, *(tag("p", one, class_="cm-note") for one in link), elsewhere(says))
