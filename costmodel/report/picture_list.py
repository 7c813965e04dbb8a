"""Which pictures a report shows, in the order of the page; those that have nothing to show are left out."""

from __future__ import annotations

from collections.abc import Iterator

from costmodel.report.contents import Contents
from costmodel.report.drawing import Drawing, Picture, SlowDrawing, title
from costmodel.report.pictures_at_rest import ACTIONS, BLOCKS, DATE_DRIVERS, DRIVERS
from costmodel.report.pictures_in_time import CASH_FLOW, FINANCE, JOINT, OUTSIDE_VIEW, TIMELINE
from costmodel.report.pictures_of_cost import CATEGORIES, DISTRIBUTION, ICEBERG, WATERFALL

LIVE: tuple[Drawing, ...] = (
    DISTRIBUTION,
    ICEBERG,
    WATERFALL,
    CATEGORIES,
    TIMELINE,
    JOINT,
    CASH_FLOW,
    FINANCE,
    OUTSIDE_VIEW,
)
SLOW: tuple[SlowDrawing, ...] = (DRIVERS, DATE_DRIVERS, BLOCKS)
IN_WORDS = (ACTIONS,)  # words in boxes, no drawing: on paper they are a table


def pictures(contents: Contents) -> Iterator[Picture]:
    """All pictures of a report."""
    for drawing in LIVE:
        if drawing.shown(contents):
            yield drawing.picture(contents)
    for slow in SLOW:
        frame = contents.frame(slow.needs)
        if slow.shown(frame):
            yield slow.picture(contents, frame)


def without_picture(contents: Contents) -> Iterator[tuple[str, str]]:
    """What the page shows and no picture is there of: its key, and its title."""
    empty = [words.key for words in IN_WORDS]
    empty += [drawing.key for drawing in LIVE if not drawing.shown(contents)]
    empty += [slow.key for slow in SLOW if not slow.shown(contents.frame(slow.needs))]
    for key in empty:
        yield key, title(key, contents)
