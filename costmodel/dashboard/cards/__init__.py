"""The cards of the page: what an estimate says in pictures, sentences and tables; a new one is a line in `LIVE`."""

from costmodel.dashboard.cards.card import Card, RestCard
from costmodel.dashboard.cards.live import CATEGORIES, DISTRIBUTION, ICEBERG, TIMELINE
from costmodel.dashboard.cards.seen import Seen, Slow

LIVE: tuple[Card, ...] = (ICEBERG, DISTRIBUTION, CATEGORIES, TIMELINE)
AT_REST: tuple[RestCard, ...] = ()

__all__ = ["AT_REST", "LIVE", "Card", "RestCard", "Seen", "Slow"]
