"""What the notebooks of the workshop put on the page: forms, buttons, sliders and tables that people can read."""

from costmodel.dashboard.notebook.answer_fields import answer_page, answers
from costmodel.dashboard.notebook.canvas_fields import canvas
from costmodel.dashboard.notebook.chosen_case import cases
from costmodel.dashboard.notebook.follow_up import follow_result
from costmodel.dashboard.notebook.followed_case import followed
from costmodel.dashboard.notebook.how_sure import ranges
from costmodel.dashboard.notebook.level_results import readiness, ready_result, statements
from costmodel.dashboard.notebook.numbers_behind import all_kinds, numbers
from costmodel.dashboard.notebook.our_case import our_case
from costmodel.dashboard.notebook.points import point
from costmodel.dashboard.notebook.quiz import quiz, training
from costmodel.dashboard.notebook.results import decisions, result
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table
from costmodel.dashboard.notebook.three_weeks import story

__all__ = [
    "all_kinds",
    "answer_page",
    "answers",
    "canvas",
    "cases",
    "decisions",
    "follow_result",
    "followed",
    "lever",
    "numbers",
    "our_case",
    "point",
    "quiz",
    "ranges",
    "readiness",
    "ready_result",
    "result",
    "statements",
    "story",
    "table",
    "training",
]
