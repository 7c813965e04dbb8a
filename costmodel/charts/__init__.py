"""Figures for notebooks and analysts (matplotlib): colour-blind safe, readable in print, in every language."""

from costmodel.charts.cost import categories, iceberg, s_curve, waterfall
from costmodel.charts.decisions import bridge, drivers, joint, savings, tornado
from costmodel.charts.follow_up import earned_curve, full_time, peaks, reforecast, stages
from costmodel.charts.levels import apart, levels, levels_cost
from costmodel.charts.paper import sheet
from costmodel.charts.ranges import calibration, expert_ranges, sampling_error, sum_of_likeliest, two_readings
from costmodel.charts.time import timeline

__all__ = [
    "apart",
    "bridge",
    "calibration",
    "categories",
    "drivers",
    "earned_curve",
    "expert_ranges",
    "full_time",
    "iceberg",
    "joint",
    "levels",
    "levels_cost",
    "peaks",
    "reforecast",
    "s_curve",
    "sampling_error",
    "savings",
    "sheet",
    "stages",
    "sum_of_likeliest",
    "timeline",
    "tornado",
    "two_readings",
    "waterfall",
]
