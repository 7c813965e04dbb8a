"""Text becomes markup in `tag` and nowhere else: so every piece of it is escaped, at one place."""

import html
from functools import lru_cache
from typing import Self

WITHOUT_CONTENT = ("input", "br", "img", "meta", "wbr")


class Markup(str):
    """Text that is already markup; only `tag` and `join` make it."""

    __slots__ = ()

    def __add__(self, other: str) -> Self:
        """Markup and markup is markup; a plain text is escaped before it is joined."""
        return type(self)(str.__add__(self, escaped(other)))


def escaped(content: str) -> Markup:
    """Plain text with its special characters made harmless; markup as it is."""
    return content if isinstance(content, Markup) else Markup(_value(content))


def join(*content: str) -> Markup:
    """Several pieces one after the other.

    >>> join(tag("b", "R&D"), " costs <b>")
    '<b>R&amp;D</b> costs &lt;b&gt;'
    """
    return Markup("".join(map(escaped, content)))


def tag(name: str, /, *content: str, **attributes: str | float) -> Markup:
    """An element; `class_` stands for `class`, `stroke_width` for `stroke-width`.

    >>> tag("rect", x="12.5%", height=8.0, class_="bar")
    '<rect x="12.5%" height="8" class="bar"></rect>'
    """
    written = "".join([f'{_attribute(key)}{_value(value)}"' for key, value in attributes.items()])
    if name in WITHOUT_CONTENT:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join([escaped(one) for one in content])}</{name}>")


# A page is drawn again at every step of a slider, and most of its attributes are as they were: so they are kept.


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return f' {key.rstrip("_").replace("_", "-")}="'


@lru_cache(maxsize=8192)
def _value(value: str | float) -> str:
    return html.escape(value, quote=True) if isinstance(value, str) else f"{round(value, 2):g}"
