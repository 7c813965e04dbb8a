"""The pictures on the page, in their order; a new one is a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from costmodel import Estimate
from costmodel.dashboard import cards, words
from costmodel.dashboard.cards.live import CATEGORIES, DISTRIBUTION, ICEBERG, TIMELINE
from costmodel.pictures.markup import Markup, tag
from costmodel.sentences import language


@dataclass(frozen=True)
class View:
    """A picture with its heading and the sentence under it."""

    key: str
    heading: str
    draw: Callable[[Estimate], Markup]
    says: Callable[[Estimate], str]

    def card(self, est: Estimate) -> Markup:
        """All of it, ready for the page."""
        return tag(
            "figure",
            tag("h2", self.heading),
            self.draw(est),
            tag("figcaption", self.says(est)),
            class_=f"cm-card cm-card-{self.key}",
        )


def _seen(est: Estimate) -> cards.Seen:
    return cards.Seen(est, language("en"))


VIEWS = (
    View("iceberg", "What a first estimate does not see", lambda est: ICEBERG.draw(_seen(est)), words.about_iceberg),
    View(
        "distribution",
        "How likely is which cost to go-live",
        lambda est: DISTRIBUTION.draw(_seen(est)),
        words.about_distribution,
    ),
    View("categories", "What the money is for", lambda est: CATEGORIES.draw(_seen(est)), words.about_categories),
    View("timeline", "Where the months go", lambda est: TIMELINE.draw(_seen(est)), words.about_timeline),
)
