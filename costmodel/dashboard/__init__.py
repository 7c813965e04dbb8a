"""The dashboard: sliders on one side, what the initiative costs on the other."""


def show() -> None:
    """Put the dashboard on the page; the notebook calls this and nothing else."""
    from IPython.display import HTML, display

    from costmodel import AssumptionsError
    from costmodel.dashboard.widget import Page

    try:
        display(Page())  # type: ignore[no-untyped-call]  # IPython has no types for it
    except AssumptionsError as faults:  # somebody has edited a file: they read which line, not a traceback
        from costmodel.dashboard.broken import broken

        display(HTML(broken(faults)))  # type: ignore[no-untyped-call]
