"""The markup of the page: controls, headline, sheets."""
