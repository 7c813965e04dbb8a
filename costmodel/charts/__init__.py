"""Figures for a board paper, drawn from report tables: colour-blind safe, readable in print, in any language."""

from costmodel.charts.cost import categories, iceberg, s_curve, waterfall
from costmodel.charts.decisions import bridge, comparison, drivers, joint, savings, tornado
from costmodel.charts.follow_up import earned_curve, full_time, peaks, reforecast, stages
from costmodel.charts.levels import apart, levels, levels_cost
from costmodel.charts.paper import png, save_pages, sheet, svg
from costmodel.charts.ranges import calibration, expert_ranges, sampling_error, sum_of_likeliest, two_readings
from costmodel.charts.time import cash_flow, fan, timeline

__all__ = [
    "apart",
    "bridge",
    "calibration",
    "cash_flow",
    "categories",
    "comparison",
    "drivers",
    "earned_curve",
    "expert_ranges",
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
    "sampling_error",
    "save_pages",
    "savings",
    "sheet",
    "stages",
    "sum_of_likeliest",
    "svg",
    "timeline",
    "tornado",
    "two_readings",
    "waterfall",
]
