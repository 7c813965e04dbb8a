"""The regions of a page: what stands in each, and what of it the browser has not been told yet."""

from __future__ import annotations

from typing import Any

from costmodel.dashboard.state.downloads import File
from costmodel.pictures.markup import Markup


class Regions:
    """What is on one viewer's page, region by region.

    Attributes:
        shown: region -> what stands there.
    """

    def __init__(self) -> None:
        self.shown: dict[str, Markup] = {}
        self._message: dict[str, Any] = {}
        self._content: list[bytes] = []

    def taken(self) -> tuple[dict[str, Any], list[bytes]]:
        """What has changed since this was asked last, and the content of a file that goes with it."""
        message, content = self._message, self._content
        self._message, self._content = {}, []
        return message, content

    def delivered(self) -> None:
        """All that stands in the regions is in the browser already, with the page as a whole: it is not sent again."""
        self._message.pop("regions", None)

    @property
    def has_news(self) -> bool:
        """Whether anything has changed since."""
        return bool(self._message)

    def region(self, name: str, markup: Markup) -> None:
        """Put something into a region; what stands there already is not sent again."""
        if self.shown.get(name) != markup:
            self.shown[name] = markup
            self._message.setdefault("regions", {})[name] = markup

    def tell(self, **what: Any) -> None:
        """Something else that the browser does."""
        self._message.update(what)

    def give(self, file: File) -> None:
        """A file for the viewer."""
        self.tell(file={"name": file.name, "type": file.type})
        self._content = [file.content]
