"""What the colours of a picture stand for; it breaks into lines where there is little room."""

from costmodel.pictures.markup import Markup, tag


def legend(*entries: tuple[str, str, str]) -> Markup:
    """Entries beside each other.

    Args:
        entries: each the class of its colour, its words, and an amount or nothing.
    """
    return tag("div", *(_entry(*entry) for entry in entries), class_="cm-legend")


def with_legend(keys: Markup, *drawn: Markup) -> Markup:
    """A picture, or several layouts of it, below its legend."""
    return tag("div", keys, *drawn, class_="cm-with-legend")


def _entry(look: str, words: str, amount: str) -> Markup:
    value = (" ", tag("b", amount)) if amount else ()
    return tag("span", tag("i", class_=f"cm-swatch {look}"), tag("span", words, *value), class_="cm-key")
