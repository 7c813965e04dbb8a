"""How widgets and tables of the workshop look: the dashboard's colours and pictures, in the light of the notebook."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from costmodel.pictures import style as looks

STATIC = files("costmodel.dashboard") / "static"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def style() -> str:
    """The style sheet, for an element of the class cm-workshop.

    JupyterLab says on its page whether it is light or dark; a page that Voila serves follows the viewer's system.
    """
    day, night = looks.day_and_night()
    pictures = COMMENT.sub("", looks.pictures())
    workshop = COMMENT.sub("", (STATIC / "workshop.css").read_text(encoding="utf-8"))
    return (
        f".cm-workshop {{ {day} }}\n"
        f'[data-jp-theme-light="false"] .cm-workshop {{ {night} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ [data-voila] .cm-workshop {{ {night} }} }}\n"
        f".cm-workshop {{\n{pictures}\n}}\n{workshop}"
    )
