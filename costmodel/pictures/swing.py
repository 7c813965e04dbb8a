"""How far one input moves a figure: to the left where it is lower, to the right where it is higher."""

from costmodel.pictures.canvas import across, rule, title
from costmodel.pictures.markup import Markup, tag

HEIGHT, THICKNESS = 30.0, 12.0
LEFT, RIGHT = 0.27, 0.73  # what is left on either side is for the amounts


def swing(low: float, high: float, widest: float, written: tuple[str, str], says: str) -> Markup:
    """A bar from a figure's change at the input's low end to that at its high end.

    Args:
        low, high: the changes, in one unit.
        widest: the change that takes the whole half of the column; a bar of a larger one is broken.
        written: the two changes in words.
        says: what the bar says when it is pointed at.
    """
    scale = (RIGHT - LEFT) / 2 / (widest or 1.0)
    top, middle = (HEIGHT - THICKNESS) / 2, (LEFT + RIGHT) / 2
    marks = []
    for change, look in ((low, "cm-at-low"), (high, "cm-at-high")):
        reach = min(abs(change) * scale, (RIGHT - LEFT) / 2)
        start = middle - reach if change < 0 else middle
        marks.append(tag("rect", x=across(start), y=top, width=across(reach), height=THICKNESS, class_=look))
        if abs(change) > 1.001 * widest:
            place = across(middle + (0.75 if change > 0 else -0.75) * reach)
            marks.append(rule(place, top - 1, top + THICKNESS + 1, "cm-broken"))
    ends = sorted(zip((low, high), written, strict=True))
    if low * high > 0:  # both on one side: each amount keeps to its side all the same
        places = ((LEFT, "end"), (RIGHT, "start"))
    else:
        left, right = (min(abs(change) * scale, (RIGHT - LEFT) / 2) for change, _ in ends)
        places = ((middle - left, "end"), (middle + right, "start"))
    words = [
        tag("text", told, x=across(place), dx=-4 if anchor == "end" else 4, y=HEIGHT / 2 + 4, text_anchor=anchor)
        for (_, told), (place, anchor) in zip(ends, places, strict=True)
    ]
    return tag(
        "svg",
        title(says),
        *marks,
        rule(across(middle), top - 4, top + THICKNESS + 4, "cm-axis"),
        *words,
        class_="cm-picture cm-swing",
        width="100%",
        height=HEIGHT,
        aria_hidden="true",
    )
