"""How widgets and tables of the workshop look: the dashboard's colours and pictures, in the light of the notebook."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

STATIC = files("costmodel.dashboard") / "static"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOURS = re.compile(r"\.cm-root \{\s*(--cm-ground:.*?)\n\s*\}", re.DOTALL)  # in page.css: those of day, those of night


@cache
def style() -> str:
    """The style sheet, for an element of the class cm-workshop.

    JupyterLab says on its page whether it is light or dark; a page that Voila serves follows the viewer's system.
    """
    page, pictures, workshop = (_read(f"{name}.css") for name in ("page", "pictures", "workshop"))
    day, night = COLOURS.findall(page)
    return (
        f".cm-workshop {{ {day} }}\n"
        f'[data-jp-theme-light="false"] .cm-workshop {{ {night} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ [data-voila] .cm-workshop {{ {night} }} }}\n"
        f".cm-workshop {{\n{pictures}\n}}\n{workshop}"
    )


def _read(name: str) -> str:
    return COMMENT.sub("", (STATIC / name).read_text(encoding="utf-8"))
