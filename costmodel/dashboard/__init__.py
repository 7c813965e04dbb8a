"""The dashboard: sliders on one side, what the initiative costs on the other."""


def show() -> None:
    """Put the dashboard on the page; the notebook calls this and nothing else."""
    from costmodel.dashboard.app import Dashboard

    Dashboard().show()
