"""The sliders and tables of the workshop: set a slider, read the figures; what is shown is what the model says."""

import asyncio
import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.dashboard import notebook
from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.notebook.look import style
from costmodel.dashboard.notebook.sliders import STILL
from costmodel.files.levers import Lever
from costmodel.language.language import language_of
from costmodel.workshop.runs import AT_REST, MOVING, SEED

WAIT, VENDOR, PRICE = "plan.data_access.wait", "labelling.vendor_share", "labelling.vendor_price"


def shown(levers: object) -> str:
    return levers._shown.value  # type: ignore[attr-defined,no-any-return]


def rows(levers: object) -> list[list[str]]:
    body = shown(levers).split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    return [[unescape(cell).replace("\u00a0", " ") for cell in row] for row in cells if row]


def test_at_the_start_the_figures_are_those_of_the_estimate() -> None:
    est = cm.estimate(cm.load(), AT_REST, SEED)
    mean, even, enough = (
        round(one, 1) for one in (est.go_live.mean(), *map(est.quantile, (0.5, 0.8), ["go_live"] * 2))
    )
    assert rows(notebook.lever(WAIT, of="go_live")) == [
        ["Months to go-live", f"{mean:.1f}", f"{even:.1f}", f"{enough:.1f}", "0 months"]
    ]


def test_a_moved_slider_gives_the_figures_of_the_moved_assumption() -> None:
    levers = notebook.lever([WAIT, VENDOR])
    levers.sliders[WAIT].value, levers.sliders[VENDOR].value = 60, 50  # working days, per cent
    after = cm.estimate(cm.load().with_likeliest({WAIT: 60, VENDOR: 0.5}), AT_REST, SEED)
    assert levers.estimate.fingerprint == after.fingerprint
    assert np.array_equal(levers.estimate.to_go_live, after.to_go_live)
    before = cm.estimate(cm.load(), AT_REST, SEED).quantile(0.8, "go_live")
    assert rows(levers)[1][4] == f"+{after.quantile(0.8, 'go_live') - before:.1f} months"
    assert levers.sliders[WAIT].description == "Wait for the data owners' permission: 60 working days"
    assert levers.sliders[VENDOR].description.endswith(": 50 %")


def test_while_a_slider_moves_the_figures_are_rough_and_at_rest_they_are_those_of_the_dashboard() -> None:
    async def pull() -> tuple[int, str]:
        levers = notebook.lever(WAIT, of="to_go_live", picture=None)
        levers.sliders[WAIT].value = 60
        rough = levers.estimate.samples
        await asyncio.sleep(2 * STILL)
        return rough, rows(levers)[0][3]

    page = Dashboard()
    page.receive({"do": "slide", "name": WAIT, "value": 60})
    for _ in page.resting():
        if page.screen.seen.est.samples == AT_REST:
            break
    enough = page.screen.seen.est.quantile(0.8, "to_go_live")
    written = language_of("en").amount(enough, "EUR").replace("\u00a0", " ")
    assert asyncio.run(pull()) == (MOVING, written)
    assert str(round(enough / 1000)) in page.screen.shown["head"]


def test_of_many_sliders_those_that_were_moved_last_keep_their_estimate_and_the_others_work_it_out_again() -> None:
    first = notebook.lever(WAIT, of="go_live", picture=None)
    known = first.estimate.to_go_live
    second = notebook.lever(VENDOR, of="go_live", picture=None)
    assert (first._held, second._held is None) == (None, False)  # ten of them in a viewer's process are much
    assert np.array_equal(first.estimate.to_go_live, known)
    assert second._held is None


def test_a_slider_that_is_back_gives_the_start_back_and_so_does_the_button() -> None:
    levers = notebook.lever([WAIT, VENDOR])
    start, home = shown(levers), levers.sliders[WAIT].value
    levers.sliders[WAIT].value = 90
    assert shown(levers) != start
    levers.sliders[WAIT].value = home
    assert shown(levers) == start
    levers.sliders[WAIT].value, levers.sliders[VENDOR].value = 90, 10
    levers._back.click()
    assert shown(levers) == start
    assert levers.assumptions is levers.start
    assert levers._back.disabled


def test_what_was_moved_can_be_saved_as_a_scenario(tmp_path: Path) -> None:
    levers = notebook.lever(WAIT, cm.load(scenarios=["credit_scoring"]), language="de")
    levers.sliders[WAIT].value = 60
    path = cm.save_scenario(
        levers.assumptions, tmp_path / "ours.yaml", "Ours", "A bank", why={WAIT: "last year's case"}
    )
    assert cm.load(scenarios=[path])[WAIT].likeliest == pytest.approx(60)


def test_the_german_sliders_speak_german() -> None:
    levers = notebook.lever(PRICE, of=("to_go_live", "operations"), language="de", picture="categories")
    wanted = ["Kosten bis zum Produktivstart", "Betrieb, bis zum Ende der Betrachtung"]
    assert [row[0] for row in rows(levers)] == wanted
    assert rows(levers)[0][1].endswith("000 €")
    assert "€" in levers.sliders[PRICE].description
    assert "Reicht in 8\u00a0von\u00a010 simulierten Verläufen" in shown(levers)


def test_ends_of_ones_own_and_those_of_the_dashboard_count() -> None:
    levers = notebook.lever([Lever(name=WAIT, low=10, high=20, step=5), "labelling.items"])
    assert (levers.sliders[WAIT].min, levers.sliders[WAIT].step) == (10, 5)
    assert levers.sliders["labelling.items"].max == 30_000  # levers.yaml
    assert levers.sliders[WAIT].max >= cm.load()[WAIT].likeliest


def test_a_switch_says_yes_or_no() -> None:
    levers = notebook.lever("compliance.high_risk", of="compliance", picture=None)
    assert levers.sliders["compliance.high_risk"].description.endswith(": no")
    levers.sliders["compliance.high_risk"].value = 1
    assert levers.sliders["compliance.high_risk"].description.endswith(": yes")
    assert "<svg" not in shown(levers)


def test_what_the_model_refuses_is_told_and_the_figures_stay() -> None:
    levers = notebook.lever(Lever(name="labelling.items", low=0, high=1e-300, step=1e-301))
    start = rows(levers)
    levers.sliders["labelling.items"].value = 5e-324  # its range would be nothing
    assert "That does not work: " in shown(levers)
    assert rows(levers) == start
    levers._back.click()
    assert "That does not work" not in shown(levers)


def test_texts_of_a_company_cannot_bring_markup_along() -> None:
    evil = cm.load().with_changes({WAIT: {"meaning": "<script>x</script>", "value": 3}})
    levers = notebook.lever(WAIT, evil)
    assert levers.sliders[WAIT].description_allow_html is False
    assert "<script>" not in shown(levers)
    assert "<script>" not in notebook.table(pd.DataFrame({"<script>": ["<script>"]}))._repr_html_()


def test_all_that_is_wrong_with_the_call_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="no assumption") as told:
        notebook.lever(["plan.data_acess.wait", "x"], of="go_liv", picture="pie")  # type: ignore[arg-type]
    for fault in ("did you mean 'plan.data_access.wait'", "no assumption 'x'", "did you mean 'go_live'", "no picture"):
        assert fault in str(told.value)
    with pytest.raises(ValueError, match="at least one"):
        notebook.lever([])


def test_a_cell_shows_the_widgets() -> None:
    bundle = notebook.lever(WAIT)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in (bundle[0] if isinstance(bundle, tuple) else bundle)


def test_a_table_shows_all_of_a_text_and_figures_as_the_language_writes_them() -> None:
    long = "because " * 40
    frame = pd.DataFrame(
        {"why": [long, "x"], "EUR": [1234.5, -20_000.0], "months": [2.25, float("nan")], "of": [1, 3.5]}
    )
    frame.index = pd.Index(["labelling.items", "Total"], name="what")
    english, german = (notebook.table(frame, code)._repr_html_() for code in ("en", "de"))
    assert long in english
    assert "<td>1,234</td>" in english  # half to even, and whole like all of its column
    assert "<td>1.234</td>" in german
    assert "<td>−20,000</td>" in english
    assert "<td>2,2</td>" in german
    assert "<td>1,0</td>" in german  # beside 3,5
    assert "<code>labelling.<wbr>items</code>" in english  # to be copied as it is
    assert "–" in english
    assert "what</th>" in english
    assert "what</th>" not in notebook.table(frame, index=False)._repr_html_()


def test_in_a_table_of_words_alone_each_cell_knows_its_heading_and_written_figures_stand_on_the_right() -> None:
    frame = pd.DataFrame({"kept": ["budget"], "before": ["80 ± 0.2"], "now": ["because " * 9]})
    words, figures = (notebook.table(frame, index=False, figures=count)._repr_html_() for count in (0, 1))
    assert '<td class="cm-words" data-head="before">80 ± 0.2</td>' in words
    assert 'class="cm-words cm-long" data-head="now"' in words  # wide enough for more than a word a line
    assert "data-head" not in figures.split("</style>")[1]
    assert f"<td>{'because ' * 9}</td>" in figures


def test_the_style_sheet_has_the_colours_of_day_and_night_and_no_rule_for_the_rest_of_the_page() -> None:
    sheet = style()
    assert sheet.count("--cm-ground: #") == 3  # by day, by night in JupyterLab, by night through Voila
    assert ".cm-root" not in sheet
    outermost, depth = [], 0
    for line in re.split(r"(?<=[{}])", sheet):
        if depth == 0 and line.strip().endswith("{"):
            outermost.append(line.strip())
        depth += line.count("{") - line.count("}")
    assert depth == 0
    assert all(".cm-workshop" in one or one.startswith("@media") for one in outermost)
