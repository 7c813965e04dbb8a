"""Figures for a board paper, drawn from report tables: colour-blind safe, readable in print, in two languages."""

from costmodel.charts.cost import categories, iceberg, s_curve, waterfall
from costmodel.charts.decisions import bridge, comparison, drivers, joint, savings, tornado
from costmodel.charts.paper import png, save_pages, sheet, svg
from costmodel.charts.time import cash_flow, fan, timeline
from costmodel.charts.workshop_levels import apart, levels, levels_cost
from costmodel.charts.workshop_plan import earned_curve, full_time, peaks, reforecast, stages

__all__ = [
    "apart",
    "bridge",
    "cash_flow",
    "categories",
    "comparison",
    "drivers",
    "earned_curve",
    "fan",
    "full_time",
    "iceberg",
    "joint",
    "levels",
    "levels_cost",
    "peaks",
    "png",
    "reforecast",
    "s_curve",
    "save_pages",
    "savings",
    "sheet",
    "stages",
    "svg",
    "timeline",
    "tornado",
    "waterfall",
]
