"""The report as a page: one HTML file, a PDF, and the single page with which a project lead defends the budget."""

from costmodel.page.html import write_html
from costmodel.page.pdf import one_page, write_pdf

__all__ = ["one_page", "write_html", "write_pdf"]
