"""Pictures of an estimate: from its tables to SVG, with nothing in between."""

from costmodel.pictures.actions import actions
from costmodel.pictures.blocks import blocks
from costmodel.pictures.books import books
from costmodel.pictures.cash_flow import cash_flow
from costmodel.pictures.categories import categories
from costmodel.pictures.distribution import distribution
from costmodel.pictures.drivers import drivers
from costmodel.pictures.iceberg import iceberg
from costmodel.pictures.joint import joint
from costmodel.pictures.outside_view import outside_view
from costmodel.pictures.timeline import timeline
from costmodel.pictures.waterfall import waterfall

__all__ = [
    "actions",
    "blocks",
    "books",
    "cash_flow",
    "categories",
    "distribution",
    "drivers",
    "iceberg",
    "joint",
    "outside_view",
    "timeline",
    "waterfall",
]
