"""The page that stands in for the dashboard while the assumptions have faults."""

import os

from costmodel import AssumptionsError
from costmodel.dashboard.widget import style
from costmodel.language.language import language_of
from costmodel.pictures.markup import Markup, join, tag


def broken(faults: AssumptionsError) -> Markup:
    """Every fault with its file and line, for whoever has edited the files."""
    says = language_of("de" if "lang=de" in os.environ.get("QUERY_STRING", "") else "en")
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
