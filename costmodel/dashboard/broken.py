"""The page that stands in for the dashboard where that cannot be made."""

import os
from urllib.parse import parse_qsl

from costmodel import AssumptionsError
from costmodel.dashboard.appearance import style
from costmodel.language.faults import in_language
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST, languages
from costmodel.pictures.markup import Markup, join, tag


def broken(faults: AssumptionsError) -> Markup:
    """Every fault with its file and line, for whoever has edited the files."""
    says = _language()
    return _page(
        tag("h1", says("page: broken")),
        tag("ul", *(tag("li", str(in_language(one, says))) for one in faults.faults)),
        tag("p", says("page: mend")),
    )


def unmade() -> Markup:
    """For whoever has followed a link from which no page comes: what that means, and the way to one that does."""
    says = _language()
    start = f"?lang={says.code}" if says.code != FIRST else "?"
    return _page(
        tag("h1", says("page: unmade")),
        tag("p", says("page: unmade why")),
        tag("p", tag("a", says("page: afresh"), href=start)),
    )


def _language() -> Language:
    code = dict(parse_qsl(os.environ.get("QUERY_STRING", ""))).get("lang", FIRST)
    return language_of(code if code in languages() else FIRST)


def _page(*told: Markup) -> Markup:
    page = tag("div", *told, class_="cm-page cm-broken", role="alert")
    return join(tag("style", Markup(style())), tag("div", page, class_="cm-root"))
