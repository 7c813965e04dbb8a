"""Figures for a board paper, drawn from report tables: colour-blind safe, readable in print, in two languages."""

from costmodel.charts.cost import categories, iceberg, s_curve, waterfall
from costmodel.charts.decisions import bridge, comparison, drivers, joint, savings, tornado
from costmodel.charts.paper import png, save_pages, sheet, svg
from costmodel.charts.time import cash_flow, fan, timeline

__all__ = [
    "bridge",
    "cash_flow",
    "categories",
    "comparison",
    "drivers",
    "fan",
    "iceberg",
    "joint",
    "png",
    "s_curve",
    "save_pages",
    "savings",
    "sheet",
    "svg",
    "timeline",
    "tornado",
    "waterfall",
]
