"""The command `dashboard`: a shipped notebook as a page in the browser, for oneself or for a team."""

from __future__ import annotations

import argparse
import os

from costmodel.cli.commands import Commands, command
from costmodel.cli.options import FOLDER, whole
from costmodel.cli.refusals import InputError

TOKEN = "COSTMODEL_TOKEN"  # noqa: S105 - the name of a variable
PAGE = "dashboard"  # the one notebook without figures of matplotlib


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "dashboard",
        "the dashboard in the browser",
        "Opens the estimate as a page in the browser, for oneself or served to a team.",
        ("our-company/", "--host 0.0.0.0 --port 8866 --behind-proxy --no-browser"),
        _dashboard,
    )
    one.add_argument("folder", nargs="?", metavar="FOLDER", help=FOLDER)
    one.add_argument("--notebook", default=PAGE, metavar="NAME", help="which shipped notebook; dashboard unless told")
    one.add_argument("--port", type=whole("port", 1, 65_535), default=8866, metavar="P", help="8866 unless told")
    one.add_argument("--no-browser", action="store_true", help="serve the page without opening a browser")
    one.add_argument(
        "--answers",
        metavar="FOLDER",
        help="keep what is typed into the form in a folder of `workshop prepare`; else it goes with the page",
    )
    team = one.add_argument_group("for a team", "Unless told otherwise, only this machine reaches the page.")
    team.add_argument("--host", metavar="H", help="the address to listen on; 0.0.0.0 for all of this machine's")
    team.add_argument("--token", metavar="T", help=f"what a visitor must know; better set {TOKEN} in the environment")
    team.add_argument("--behind-proxy", action="store_true", help="a proxy in front asks for the log-in")
    team.add_argument("--base-url", default="/", metavar="PATH", help="the path the proxy hands on, such as /costs/")
    team.add_argument(
        "--viewers", type=whole("viewers", 1, 1_000), metavar="N", help="how many at the same time; 40 unless told"
    )


def _dashboard(asked: argparse.Namespace) -> int:
    from costmodel.dashboard.serving.access import ADDRESS, VIEWERS, Access
    from costmodel.dashboard.serving.server import notebook_path, serve

    if asked.folder is not None:
        _name_folder(asked.folder)
    if asked.notebook != PAGE:
        _has_figures()
    if asked.answers is not None:
        _name_answers(asked.answers)
    from_environment = os.environ.pop(TOKEN, None)  # what a viewer's own process must not be able to read
    try:
        notebook_path(asked.notebook)
        access = Access(
            host=asked.host if asked.host is not None else ADDRESS,
            token=asked.token if asked.token is not None else from_environment,
            behind_proxy=asked.behind_proxy,
            base_url=asked.base_url,
            viewers=asked.viewers or VIEWERS,
        )
    except ValueError as error:
        raise InputError(str(error)) from None
    try:
        return serve(asked.notebook, asked.port, not asked.no_browser, access, asked.notebook != PAGE)
    except (OSError, ValueError) as error:
        raise InputError(f"the dashboard cannot be served: {error}") from None


def _has_figures() -> None:
    """Fail here, and not in the middle of somebody's page, where the library of a notebook's figures is missing."""
    from costmodel.charts import paper

    paper.family()


def _name_answers(folder: str) -> None:
    """Tell every viewer's process where the answers of the workshop are kept."""
    from costmodel.workshop.clean_folder import answers_in
    from costmodel.workshop.places import KEPT_IN

    try:
        os.environ[KEPT_IN] = str(answers_in(folder).absolute())
    except ValueError as error:
        raise InputError(str(error)) from None


def _name_folder(folder: str) -> None:
    """Tell every viewer's process which folder of one's own assumptions counts.

    Raises:
        InputError: all that is wrong in it; better here than on everybody's page.
    """
    from costmodel import AssumptionsError, check
    from costmodel.dashboard.state.case import FOLDER as VARIABLE

    try:
        check(folder)
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
    os.environ[VARIABLE] = os.path.abspath(folder)  # noqa: PTH100  the server may run elsewhere; links stay as they are
