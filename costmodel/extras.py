"""What is installed only on request: which packages page, notebooks and clusters need, and how they are had."""

from __future__ import annotations

# What installs this package; `pip install costmodel` installs another project of that name.
DISTRIBUTION = "ml-initiative-costmodel"
# The packages that each extra of pyproject.toml brings, by the names under which they are imported here.
EXTRAS = {
    "dashboard": (
        "anywidget",
        "ipykernel",
        "IPython",
        "ipywidgets",
        "jinja2",
        "jupyter_client",
        "jupyter_server",
        "tornado",
        "traitlets",
        "voila",
    ),
    "notebooks": ("jupyterlab", "matplotlib"),
    "portfolio": ("dask", "distributed"),
}


def how_to_get(module: str) -> str | None:
    """A sentence that says how a module that is missing is installed; None where no extra brings it.

    Args:
        module: the full name of what could not be imported, such as `matplotlib.figure`.
    """
    package = module.partition(".")[0]
    extra = next((name for name, packages in EXTRAS.items() if package in packages), None)
    if extra is None:
        return None
    return f'{package} is not installed, and this needs it: python -m pip install "{DISTRIBUTION}[{extra}]"'
