"""The stories that notebooks tell: each button shows something, and the figures are those of the dashboard at rest."""

from collections.abc import Callable, Mapping

import pytest

import costmodel as cm
from costmodel.dashboard import notebook
from costmodel.dashboard.notebook import how_sure, numbers_behind, three_weeks
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.pieces import Told
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.files.categories import cost_categories
from costmodel.language.language import language_of
from costmodel.workshop.kinds import kinds
from costmodel.workshop.runs import AT_REST, SEED

Button = Callable[[str, str], Reveal]


@pytest.mark.parametrize(
    ("button", "pieces"),
    [(notebook.story, three_weeks.PIECES), (notebook.all_kinds, numbers_behind.TOGETHER)],
    ids=["three weeks", "kinds of cost"],
)
def test_every_button_of_a_story_shows_something_and_hides_it_again(button: Button, pieces: Mapping[str, Told]) -> None:
    for which in pieces:
        shown = button(which, "de")
        assert not shown.is_shown
        shown.press()
        assert shown.is_shown, which
        assert "cm-wrong" not in shown.shown.value, which
        shown.press()
        assert not shown.is_shown, which
    with pytest.raises(ValueError, match="no result"):
        button("nothing", "de")


def test_the_buttons_about_ranges_show_something() -> None:
    for which in how_sure.PIECES.keys() - {"seeds", "errors", "our range", "outside"}:  # which simulate for seconds
        shown = notebook.ranges(which, "de")
        shown.press()
        assert shown.is_shown, which
        assert "cm-wrong" not in shown.shown.value, which


def test_the_three_weeks_are_told_in_euros_and_in_the_figures_of_the_dashboard() -> None:
    est = cm.estimate(cm.load(scenarios=["three_week_model"]), AT_REST, SEED)
    shown = notebook.story("how it went", "de")
    shown.press()
    says = language_of("de")
    assert says.money(est.quantile(0.8, of="to_go_live"), "EUR") in shown.shown.value


def test_each_kind_of_cost_has_numbers_and_sliders_of_its_own() -> None:
    assert set(kinds()) == set(cost_categories())
    shown = notebook.numbers("staffing")
    shown.press()
    assert "day" in shown.shown.value
    assert shown.is_shown
    with pytest.raises(ValueError, match="did you mean 'staffing'"):
        notebook.numbers("stafing")


def test_fields_that_look_alike_share_their_look_so_that_a_page_asks_for_less() -> None:
    import ipywidgets

    one, other = (made(ipywidgets.Text, layout={"width": "112px"}) for _ in range(2))
    assert one.layout is other.layout is laid(width="112px")
    assert one.style is other.style
    assert notebook.story("year").children[0] is notebook.story("waits").children[0] is sheet()
