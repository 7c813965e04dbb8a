"""What comes with the package is known by name, version and licence, and asks nothing of those who use it."""

import re

import pytest

from tests.supply.licences import ALLOWED, FONTS, PAGE, ROW, licences, page, parts_of
from tests.supply.locks import RUNTIME, versions


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "`make licences` writes it anew"
    listed = {name: version for name, version, _ in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert listed == versions(RUNTIME)


def test_no_licence_came_in_that_nobody_has_agreed_to() -> None:
    found = {name: licence for name, (_, licence) in licences().items() if not parts_of(licence) <= ALLOWED}
    assert found == {}


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND (BSD-3-Clause OR AGPL-3.0-or-later)", "unknown"])
def test_a_licence_that_asks_for_something_is_refused(licence: str) -> None:
    assert not parts_of(licence) <= ALLOWED


def test_a_shipped_font_has_the_text_of_its_licence_beside_it() -> None:
    assert list(FONTS.glob("*.ttf"))
    text = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert re.search(r"SIL OPEN FONT LICENSE Version 1\.1", text)
    assert "Fira Sans" in PAGE.read_text(encoding="utf-8")
