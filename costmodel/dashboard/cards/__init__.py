"""The cards of the page: what an estimate says in pictures, sentences and tables; a new one is a line in `LIVE`."""

from costmodel.dashboard.cards.at_rest import ACTIONS, BLOCKS, DATE_DRIVERS, DRIVERS
from costmodel.dashboard.cards.card import Card, RestCard
from costmodel.dashboard.cards.in_time import CASH_FLOW, FINANCE, OUTSIDE_VIEW, TIMELINE
from costmodel.dashboard.cards.live import CATEGORIES, DISTRIBUTION, ICEBERG, WATERFALL
from costmodel.dashboard.cards.seen import Deciding, Seen, Slow
from costmodel.dashboard.cards.side_by_side import SIDE_BY_SIDE, SideBySideCard

# Drawn again at every step of a slider, in the order of the page.
LIVE: tuple[Card, ...] = (
    ICEBERG,
    DISTRIBUTION,
    WATERFALL,
    CATEGORIES,
    TIMELINE,
    CASH_FLOW,
    FINANCE,
    OUTSIDE_VIEW,
)
# Drawn once their figures are worked out.
AT_REST: tuple[RestCard, ...] = (DRIVERS, ACTIONS, DATE_DRIVERS, BLOCKS)

__all__ = ["AT_REST", "LIVE", "SIDE_BY_SIDE", "Card", "Deciding", "RestCard", "Seen", "SideBySideCard", "Slow"]
