"""What the notebooks of the workshop put on the page: forms, buttons, sliders and tables that people can read."""

from costmodel.dashboard.notebook.answer_fields import answer_page, answers
from costmodel.dashboard.notebook.our_case import our_case
from costmodel.dashboard.notebook.quiz import quiz, training
from costmodel.dashboard.notebook.results import decisions, result
from costmodel.dashboard.notebook.reveal import reveal
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table

__all__ = ["answer_page", "answers", "decisions", "lever", "our_case", "quiz", "result", "reveal", "table", "training"]
