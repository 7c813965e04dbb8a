"""Pictures as files to take along, each with its title and its source: for slides (PNG), or at any size (SVG)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from costmodel.pictures.standalone import standalone
from costmodel.report import who
from costmodel.report.contents import Contents
from costmodel.report.drawing import Picture
from costmodel.report.paper.typesetting import image
from costmodel.report.picture_list import pictures, without_picture
from costmodel.report.pictures_at_rest import ACTIONS
from costmodel.report.side_by_side import KEY, SideBySide

SHARPNESS = 192.0  # pixels an inch: twice those of a screen
IN_WORKBOOK = {ACTIONS.key: "actions", KEY: KEY}  # what is words and figures alone -> the sheet that has them


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


def packed(contents: Contents, stem: str, beside: SideBySide | None = None) -> bytes:
    """Every picture twice in one ZIP file, and a list of what is in it and what is not, and why.

    Args:
        contents: what the pictures show.
        stem: how the names of the files begin.
        beside: cases side by side: the way from the base to each of them.
    """
    ways = () if beside is None else tuple(beside.picture(other, contents.day) for other in beside.others())
    shown, file = (*pictures(contents), *ways), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for picture in shown:
            for ending, content in (("svg", as_svg(picture, contents)), ("png", as_png(picture, contents))):
                archive.writestr(zipfile.ZipInfo(f"{stem}_{picture.key}.{ending}"), content)
        listed = "\n".join(_list(shown, contents, stem, beside))
        archive.writestr(zipfile.ZipInfo(f"{stem}_{contents.says('pack: file')}.txt"), listed.encode())
    return file.getvalue()


def _list(shown: Iterable[Picture], contents: Contents, stem: str, beside: SideBySide | None) -> Iterator[str]:
    """What is in the ZIP file, line by line."""
    says = contents.says
    yield from (who.heading(contents.est, says("title")), who.mark(contents.est, says, contents.day), "")
    yield says("pack: lead")
    for picture in shown:
        yield from ("", f"{stem}_{picture.key}: {picture.title}", picture.says)
    yield from ("", says("pack: without"), "")
    yield f"{says('deciding: title')}: {says('pack: sliders')}"
    without = [*without_picture(contents), *([] if beside is None else [(KEY, says(f"card {KEY}"))])]
    for key, title in without:
        sheet = IN_WORKBOOK.get(key)
        why = says("pack: nothing") if sheet is None else says("pack: sheet", sheet=says(f"sheet {sheet}"))
        yield f"{title}: {why}"
    yield ""
