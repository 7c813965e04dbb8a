"""The report as a page: one HTML file, a PDF, the single page that defends a budget, and the workshop's papers."""

from costmodel.page.handout import handout
from costmodel.page.html import write_html
from costmodel.page.pdf import one_page, write_pdf
from costmodel.page.question_sheet import question_sheet

__all__ = ["handout", "one_page", "question_sheet", "write_html", "write_pdf"]
