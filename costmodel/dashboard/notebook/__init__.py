"""What the notebooks of the workshop put on the page besides figures: sliders and tables that people can read."""

from costmodel.dashboard.notebook.quiz import quiz
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table

__all__ = ["lever", "quiz", "table"]
