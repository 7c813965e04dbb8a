"""Writes anew what the guides show: outputs of examples and commands, measured figures. `python -m tests.docs.renew`"""

import os

from tests.backtest import coverage
from tests.docs.evidence import measured
from tests.docs.pages import COVERED, MEASURED, OUTPUT, PAGES, name_of, run_examples, said_by, text_of


def main() -> None:
    """Each page that shows something; says which ones have changed."""
    os.environ.pop("FORCE_COLOR", None)
    for page in PAGES:
        before = text_of(page)
        after = OUTPUT.sub(lambda found: f"{found[1]}{said_by(found['command'])}{found[4]}", before)
        after = MEASURED.sub(lambda found: f"{found[1]}{measured()}{found[3]}", after)
        after = COVERED.sub(lambda found: f"{found[1]}{coverage.table()}{found[3]}", after)
        for stale, fresh in run_examples(page).items():
            after = after.replace(stale, fresh)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"{name_of(page)} is written anew")  # noqa: T201


if __name__ == "__main__":
    main()
