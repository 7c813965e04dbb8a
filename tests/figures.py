"""What every figure for a report must be, in each of its languages."""

from typing import Any

from matplotlib.text import Text

from costmodel.charts import paper

SMALLEST = 8  # points, for print


def words(figure: Any) -> str:
    """All that is written in a figure."""
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def assert_fit_for_print(english: Any, german: Any) -> None:
    """Both are in one face and large enough, and do not say the same words."""
    for figure in (english, german):
        figure.canvas.draw()
        told = [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]
        assert {text.get_fontfamily()[0] for text in told} == {paper.family()}
        assert min(text.get_fontsize() for text in told) >= SMALLEST
    assert words(english) != words(german)
