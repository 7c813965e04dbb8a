"""The parts behind the visible work add up to the whole, and each line of cost falls into one of them."""

import pytest

import costmodel as cm

CASES = ("three_week_model", "visual_inspection", "credit_scoring")


@pytest.mark.parametrize("scenario", CASES)
def test_the_parts_add_up_to_the_mean_of_the_whole_life(scenario: str) -> None:
    est = cm.estimate(cm.load(scenarios=[scenario]), 2_048, seed=1)
    table = cm.hidden_work(est)
    means = table["Mean, EUR"]
    assert means.iloc[:-1].sum() == pytest.approx(means["Total"])
    assert means["Total"] == pytest.approx(est.total.mean())
    assert table["Share, %"].iloc[:-1].sum() == pytest.approx(100)


def test_operations_are_all_after_go_live_and_waiting_and_handover_are_their_categories() -> None:
    est = cm.estimate(cm.load(scenarios=["three_week_model"]), 2_048, seed=1)
    means = cm.hidden_work(est)["Mean, EUR"]
    assert means["Operations after go-live"] == pytest.approx(est.after_go_live.mean())
    assert means["Handover to production"] == pytest.approx(est.figures["to_go_live handover"].mean())
    waiting = means["Waiting: people kept ready, the old way paid for longer"]
    assert waiting == pytest.approx(est.figures["to_go_live waiting"].mean())


def test_visible_is_the_first_pass_of_the_prototype_and_what_is_repeated_counts_as_done_again() -> None:
    est = cm.estimate(cm.load(scenarios=["three_week_model"]), 2_048, seed=1)
    lines = est.by(["scope", "layer", "item"])["mean"]
    again = sum(mean for (scope, _, item), mean in lines.items() if item.startswith("Repeat of"))
    means = cm.hidden_work(est)["Mean, EUR"]
    assert means["Work done again"] == pytest.approx(again) != 0
    repeated = sum(mean for (_, layer, item), mean in lines.items() if layer == "prototype" and "Repeat" in item)
    visible = means["The work that everybody sees: the model and its experiments"]
    assert visible + repeated == pytest.approx(est.layers["prototype"].mean())


def test_without_rework_nothing_is_done_again() -> None:
    never = {name: 0.0 for name in cm.load() if name.startswith("plan.") and name.endswith(".repeats.chance")}
    est = cm.estimate(cm.load().with_changes(never), 512, seed=1)
    assert cm.hidden_work(est).loc["Work done again", "Mean, EUR"] == 0


def test_the_german_table_has_the_same_figures_under_german_names() -> None:
    est = cm.estimate(cm.load(), 512, seed=1)
    english, german = (cm.hidden_work(est, code) for code in ("en", "de"))
    assert (english.to_numpy() == german.to_numpy()).all()
    assert list(german.columns) == ["Mittelwert, EUR", "Anteil, %"]
    assert german.index[-1] == "Summe"
