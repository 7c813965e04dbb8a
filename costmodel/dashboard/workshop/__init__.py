"""What the notebooks of the workshop put on the page besides figures: sliders and tables that people can read."""

from costmodel.dashboard.workshop.lever import lever
from costmodel.dashboard.workshop.quiz import quiz
from costmodel.dashboard.workshop.table import table

__all__ = ["lever", "quiz", "table"]
