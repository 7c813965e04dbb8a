"""How the page looks and what runs in the browser: the style sheets and the script, as they are shipped."""

from importlib.resources import files

from costmodel.pictures import style as looks

STATIC = files("costmodel.dashboard") / "static"
SERVED = files("costmodel.dashboard") / "template" / "voila" / "templates" / "costmodel" / "static"


def script() -> str:
    """What runs in the browser; a served page loads the same file by itself."""
    return (SERVED / "page.js").read_text(encoding="utf-8")


def style() -> str:
    """How the page and its pictures look; the pictures' rules are nested, so that they win over those of Jupyter."""
    page = (STATIC / "page.css").read_text(encoding="utf-8")
    return f"{looks.colours()}\n{page}\n.cm-root {{\n{looks.pictures()}\n}}\n"
