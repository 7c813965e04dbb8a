"""Half a second of `make fuzz` on every surface: whatever comes in is refused with a sentence or accepted."""

from __future__ import annotations

import pytest

from tests.fuzz.run import tried
from tests.fuzz.surfaces import SURFACES


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_whatever_comes_in_is_refused_or_accepted_and_nothing_crashes(name: str) -> None:
    found, traces = tried(SURFACES[name], seconds=0.5)
    assert traces == []
    assert found["tried"] > 0
    assert found["tried"] == found["refused"] + found["accepted"] + found["silent"]
