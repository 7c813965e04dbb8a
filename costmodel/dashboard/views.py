"""The pictures on the page, in their order; a new one is a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from costmodel import Estimate, pictures
from costmodel.dashboard import words
from costmodel.ledger import SCOPES
from costmodel.pictures.markup import Markup, tag
from costmodel.plan import CATEGORIES


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


def _iceberg(est: Estimate) -> Markup:
    return pictures.iceberg(est.layers)


def _distribution(est: Estimate) -> Markup:
    percentiles = {name: est.quantile(share, of="to_go_live") for name, share in (("P50", 0.5), ("P80", 0.8))}
    return pictures.distribution(est.to_go_live, est.first_estimate, percentiles)


def _categories(est: Estimate) -> Markup:
    # As `est.by(["category", "scope"])["mean"]`, but from figures that are kept; `by` simulates once more.
    return pictures.categories(
        {
            (category, scope): float(est.figures[f"{scope} {category}"].mean())
            for category in CATEGORIES
            for scope in SCOPES
        }
    )


def _timeline(est: Estimate) -> Markup:
    early, median, late = (est.quantile(share, of="go_live") for share in (0.1, 0.5, 0.9))
    return pictures.timeline(est.timeline(), (early, median, late))


VIEWS = (
    View("iceberg", "What a first estimate does not see", _iceberg, words.about_iceberg),
    View("distribution", "How likely is which cost to go-live", _distribution, words.about_distribution),
    View("categories", "What the money is for", _categories, words.about_categories),
    View("timeline", "Where the months go", _timeline, words.about_timeline),
)
