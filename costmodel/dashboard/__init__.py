"""The dashboard: sliders on one side, what the initiative costs on the other."""


def show() -> None:
    """Put the dashboard on the page; the notebook calls this and nothing else."""
    from IPython.display import HTML, display

    from costmodel import AssumptionsError
    from costmodel.dashboard.broken import broken, unmade
    from costmodel.dashboard.serving.log import log_error
    from costmodel.dashboard.widget import Page

    try:
        page: object = Page()
    except AssumptionsError as faults:  # somebody has edited a file: they read which line, not a traceback
        page = HTML(broken(faults))  # type: ignore[no-untyped-call]  # IPython has no types for it
    except Exception as error:  # noqa: BLE001  told, logged, and there is a way back
        log_error("the page", error)
        page = HTML(unmade())  # type: ignore[no-untyped-call]
    display(page)  # type: ignore[no-untyped-call]
