"""The page that stands in for the dashboard while the assumptions have faults."""

import os
from urllib.parse import parse_qsl

from costmodel import AssumptionsError
from costmodel.dashboard.widget import style
from costmodel.language.language import language_of
from costmodel.language.language_files import FIRST, languages
from costmodel.pictures.markup import Markup, join, tag


def broken(faults: AssumptionsError) -> Markup:
    """Every fault with its file and line, for whoever has edited the files."""
    code = dict(parse_qsl(os.environ.get("QUERY_STRING", ""))).get("lang", FIRST)
    says = language_of(code if code in languages() else FIRST)
    return join(
        tag("style", Markup(style())),
        tag(
            "div",
            tag(
                "div",
                tag("h1", says("page: broken")),
                tag("ul", *(tag("li", str(one)) for one in faults.faults)),
                tag("p", says("page: mend")),
                class_="cm-page cm-broken",
                role="alert",
            ),
            class_="cm-root",
        ),
    )
