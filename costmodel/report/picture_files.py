"""A picture as a file to take along, with its title and its source: for slides (PNG), or at any size (SVG)."""

from __future__ import annotations

from costmodel.pictures.standalone import standalone
from costmodel.report import who
from costmodel.report.contents import Contents
from costmodel.report.paper.typesetting import image
from costmodel.report.picture_list import Picture

SHARPNESS = 192.0  # pixels an inch: twice those of a screen


def as_svg(picture: Picture, contents: Contents) -> bytes:
    """The picture with its title and its source as an SVG file; what its marks say when pointed at is kept."""
    return standalone(picture.drawn, heading=picture.title, note=source(picture, contents)).encode()


def as_png(picture: Picture, contents: Contents) -> bytes:
    """The picture with its title, the sentence that says what is to be read, and its source as a PNG image."""
    data = {
        "lang": contents.says.code,
        "title": picture.title,
        "svg": standalone(picture.drawn),
        "says": picture.says,
        "source": source(picture, contents),
    }
    return image("picture", data, SHARPNESS)


def source(picture: Picture, contents: Contents) -> str:
    """Which initiative and case it shows, and what it takes to get the same figures again."""
    return picture.source or who.mark(contents.est, contents.says, contents.day)
