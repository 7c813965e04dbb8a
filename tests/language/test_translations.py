"""Every text of the assumptions exists in German too, and reaches everything that shows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.errors import MOST_LISTED, AssumptionsError
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.initiative.blocks import BLOCKS
from costmodel.initiative.wording import PHRASES, REASONS, Wording
from costmodel.language.language import language_of
from costmodel.language.translation_files import FLAT, NESTED, layers
from costmodel.language.translations import texts, translated
from costmodel.report import sentences
from costmodel.report.contents import Contents

SENTENCES = (
    "judgement",
    "note",
    "why",
    "limits",
    "ifrs",
    "hgb",
)  # keys of texts that are sentences; and words that are no citation
OTHERS = {"outside_view": ("meaning",), "accounts.yaml": ("account", "cost_centre")}  # more of them by folder or file
WORDS = {"definition"}


def sentences_of_files() -> set[str]:
    """Every judgement, note, reason and limit in the shipped files, with what the classes of the outside view mean."""
    found = set(WORDS)
    for path in baseline_folder().rglob("*.yaml"):
        place = path.relative_to(baseline_folder())
        if place.parts[0] not in ("languages", "workshop"):
            root = read_yaml(path, path.name, [])
            assert root is not None
            found |= set(
                _sentences(root, (*SENTENCES, *OTHERS.get(place.parts[-1 if place.name in OTHERS else 0], ())))
            )
    return found


def _sentences(node: Node, keys: tuple[str, ...], wanted: bool = False) -> Iterator[str]:
    if isinstance(node.value, dict):
        for key, below in node.value.items():
            yield from _sentences(below, keys, wanted=key in keys)
    elif isinstance(node.value, list):
        for below in node.value:
            yield from _sentences(below, keys, wanted)
    elif wanted:
        yield str(node.value)


BASE = cm.load()
SHAPE = BASE.structure
SECTIONS = {
    "meanings": {name: belief.meaning for name, belief in BASE.items()},
    "activities": {name: one.meaning for name, one in SHAPE.plan.activities.items()},
    "waits_for": {name: one.waits_for for name, one in SHAPE.plan.activities.items() if one.waits_for},
    "risks": {f"{name}.meaning": one.meaning for name, one in SHAPE.risks.items()}
    | {f"{name}.mitigation": one.mitigation for name, one in SHAPE.risks.items() if one.mitigation}
    | {f"{name}.not_counted": one.not_counted for name, one in SHAPE.risks.items() if one.not_counted},
    "drivers": {name: one.meaning for name, one in SHAPE.drivers.items()},
    "additional_costs": {name: one.meaning for name, one in SHAPE.additional_costs.items()},
    "texts": {text: text for text in sentences_of_files()},
    "scenarios": {
        f"{name}.{key}": getattr(texts("en"), f"scenario_{key}")(name)
        for name in cm.scenarios()
        for key in ("label", "meaning", "story")
    }
    | {f"baseline.{key}": getattr(texts("en"), f"scenario_{key}")("baseline") for key in ("label", "meaning")},
    "blocks": {block: texts("en").block(block) for block in BLOCKS},
    "units": {unit: texts("en").unit(unit, "{currency}") for unit in sorted({belief.unit for belief in BASE.values()})},
    "unit_of_one": {
        unit: one
        for unit in sorted({belief.unit for belief in BASE.values()})
        if (one := texts("en").unit(unit, number="1")) != texts("en").unit(unit)
    },
    "phrases": dict(PHRASES),
}
# Words that are the same in both languages, or that Germans say in English.
SAME_IN_BOTH = {
    "units: chance": "a sign",
    "units: share": "a sign",
    "units: count": "nothing is read after a number that counts",
    "units: EUR": "the sign of the currency",
}
# What only companies have: the shipped files have none.
OF_COMPANIES = {"contracts", "courses"}
# Units that only other model currencies have: rates are then quoted in these.
SPARE_UNITS = {"EUR/EUR"}

CASE_OF_COMPANY = """
scenario: visual_inspection
meaning: Eigenes Szenario
story: Eine Geschichte
changes:
  labelling.items: {value: 100, why: So ist es}
"""


def german() -> dict[str, dict[str, object]]:
    (shipped,), faults = layers("de", ())
    assert faults == ()
    return {
        section: {name: node.plain() for name, node in found.items()} for section, found in shipped.sections.items()
    }


def own(folder: Path, text: str, code: str = "de") -> Path:
    (folder / "languages").mkdir()
    (folder / "languages" / f"{code}.yaml").write_text(text, encoding="utf-8")
    if not list(folder.glob("*.yaml")):
        (folder / "ours.yaml").write_text("plan: {}\n", encoding="utf-8")
    return folder


def named(found: dict[str, set[str]]) -> list[str]:
    return [f"{section}: {name}" for section, names in found.items() for name in sorted(names)]


def test_every_text_exists_in_german() -> None:
    told = german()
    missing = {section: SECTIONS[section].keys() - told[section].keys() for section in SECTIONS}
    assert named(missing) == [], "no German text in assumptions/languages"


def test_no_german_text_is_about_something_that_does_not_exist() -> None:
    told = german()
    assert named({section: told[section].keys() - SECTIONS[section].keys() - SPARE_UNITS for section in SECTIONS}) == []


def test_a_german_text_is_not_the_english_one_again() -> None:
    told = german()
    same = {section: {name for name in SECTIONS[section] if told[section][name] == SECTIONS[section][name]}
            for section in SECTIONS}  # fmt: skip
    assert set(named(same)) <= SAME_IN_BOTH.keys()


def test_no_section_of_a_language_file_is_left_untested() -> None:
    assert set(SECTIONS) == {*FLAT, *NESTED} - OF_COMPANIES == german().keys()


def test_no_two_numbers_have_the_same_meaning_in_german() -> None:
    found = list(german()["meanings"].values())
    assert [text for text in found if found.count(text) > 1] == []


def test_a_risk_is_called_the_same_where_it_stands_twice() -> None:
    told = german()
    for name, risk in SHAPE.risks.items():
        assert told["risks"][f"{name}.meaning"] == told["meanings"][f"risks.{name}.chance"]
        if risk.mitigation:
            assert told["risks"][f"{name}.mitigation"] == told["meanings"][f"risks.{name}.mitigation.active"]


def test_a_building_block_is_called_as_the_number_that_holds_its_level() -> None:
    told = german()
    wording = translated(BASE, "de").structure.wording
    for block in BLOCKS:
        assert wording.block(str(told["meanings"][f"capability.{block}"])) == told["blocks"][block]


def test_no_two_sentences_are_the_same_in_german() -> None:
    found = [*german()["texts"].values(), *(german()["phrases"][key] for key in REASONS)]
    assert [text for text in found if found.count(text) > 1] == []  # or the way back to English would be a guess


def test_the_sentences_of_a_file_lie_in_a_file_of_its_name() -> None:
    folder = baseline_folder() / "languages" / "de"
    for path in folder.rglob("*.yaml"):
        there = path.relative_to(folder)
        about = baseline_folder() / there if there.name != "outside_view.yaml" else baseline_folder() / there.stem
        assert about.exists(), there


def test_a_sentence_says_the_same_numbers_in_german() -> None:
    for text, told in german()["texts"].items():
        assert sorted(re.findall(r"\d+", text)) == sorted(re.findall(r"\d+", str(told).replace("8.760", "8760"))), text


@pytest.mark.parametrize("scenarios", [(), ("visual_inspection",), ("credit_scoring", "mlops")])
def test_the_fingerprint_is_the_same_in_any_language(scenarios: tuple[str, ...]) -> None:
    told = cm.load(scenarios=scenarios)
    assert translated(told, "de").fingerprint == told.fingerprint


def test_the_fingerprint_knows_no_words_but_still_the_shape(tmp_path: Path) -> None:
    def with_plan(plan: str) -> str:
        (tmp_path / "ours.yaml").write_text(f"plan:\n  release: {plan}\n", encoding="utf-8")
        return cm.load(tmp_path).fingerprint

    assert with_plan("{meaning: Switched on}") == BASE.fingerprint
    assert with_plan("{layer: ml}") != BASE.fingerprint


def test_figures_are_the_same_in_any_language() -> None:
    here, there = (cm.estimate(told, samples=400) for told in (BASE, translated(BASE, "de")))
    assert (here.total == there.total).all()
    assert (here.go_live == there.go_live).all()
    assert here.fingerprint == there.fingerprint


def test_numbers_citations_and_places_stay_as_they_are() -> None:
    told = translated(BASE, "de")
    assert (told.origins, told.folders, list(told)) == (BASE.origins, BASE.folders, list(BASE))
    for name, belief in told.items():
        before = BASE[name]
        assert belief.changed({"meaning": before.meaning, "source": before.source, "note": before.note}) == before
        for here, there in zip(before.source, belief.source, strict=True):
            assert here.address is None or there == here


def test_judgements_notes_and_reasons_are_said_in_german() -> None:
    told = translated(cm.load(scenarios=["credit_scoring", "mlops"]), "de")
    sentences = set(german()["texts"].values())
    for belief in told.values():
        assert {one.judgement for one in belief.source if one.judgement} <= sentences
        assert belief.note is None or belief.note in sentences
    assert {change.why for change in told.changes} <= sentences
    shape = told.structure
    moves = [move for made in shape.moves.values() for move, _ in made]
    assert {move.why for move in moves} <= sentences
    sources = [one for part in (*moves, *shape.drivers.values()) for one in part.source]
    assert {one.judgement for one in sources if one.judgement} <= sentences


def test_a_scenario_laid_on_afterwards_gives_its_reasons_in_the_language() -> None:
    before = translated(BASE, "de").with_scenario("visual_inspection")
    after = translated(cm.load(scenarios="visual_inspection"), "de")
    assert dict(before.beliefs) == dict(after.beliefs)
    assert [change.why for change in before.changes] == [change.why for change in after.changes]


def test_a_reason_that_nobody_gave_is_none_in_any_language() -> None:
    told = translated(BASE, "de").with_changes({"labelling.items": 100})
    assert told.changes[-1].why == "von Hand geändert"
    assert not told.structure.wording.is_reason(told.changes[-1].why)
    assert told.structure.wording.is_reason("Drei Angebote")
    assert translated(told, "en").changes[-1].why == "changed by hand"


def test_a_case_saved_by_a_german_says_the_reasons_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("plan: {}\n", encoding="utf-8")
    told = translated(cm.load(tmp_path, scenarios="mlops"), "de").with_changes({"labelling.items": 5}, why="So ist es")
    told = told.with_changes({"roles.sponsor.people": 2}, why="Alarme ersetzen das Nachsehen.")
    text = cm.save_scenario(told, tmp_path / "case.yaml", "Ein Fall", "Wer, was, wogegen").read_text(encoding="utf-8")
    assert "why: So ist es" in text
    assert "why: Alarms replace looking." in text


def test_what_is_changed_afterwards_keeps_the_language() -> None:
    told = translated(BASE, "de")
    for later in (
        told.with_changes({"labelling.items": 100}),
        told.with_likeliest({"labelling.items": 100}),
        told.with_scenario("visual_inspection"),
        translated(cm.load(scenarios="visual_inspection"), "de"),
        translated(BASE.with_changes({"labelling.items": 100}), "de"),
    ):
        assert later["labelling.items"].meaning == told["labelling.items"].meaning
        assert later.structure is told.structure


def test_english_is_what_stands_in_the_files() -> None:
    assert translated(BASE, "en") is BASE
    back = translated(translated(BASE, "de").with_changes({"labelling.items": 100}), "en")
    assert {name: one for name, one in back.items() if name != "labelling.items"} == {
        name: one for name, one in BASE.items() if name != "labelling.items"
    }
    assert back["labelling.items"].meaning == BASE["labelling.items"].meaning
    assert back.structure is BASE.structure


def test_a_meaning_of_ones_own_is_not_overwritten_by_the_shipped_translation(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "labelling:\n  tool: {meaning: Unser Werkzeug, unit: EUR, prices_of: 2026, value: 500, "
        "source: [{judgement: So ist es}]}\nplan:\n  release: {meaning: Wir gehen live}\n",
        encoding="utf-8",
    )
    told = translated(cm.load(tmp_path), "de")
    assert told["labelling.tool"].meaning == "Unser Werkzeug"
    assert told.structure.plan.activities["release"].meaning == "Wir gehen live"
    assert told["labelling.items"].meaning == translated(BASE, "de")["labelling.items"].meaning


def test_a_meaning_changed_by_hand_is_nobodys_to_translate() -> None:
    changed = {"labelling.items": {"value": 5, "meaning": "Pictures"}}
    assert translated(BASE.with_changes(changed), "de")["labelling.items"].meaning == "Pictures"
    assert translated(BASE, "de")["labelling.items"].meaning == german()["meanings"]["labelling.items"]


def test_an_own_language_file_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    own(
        tmp_path,
        "meanings: {labelling.items: Bilder}\n"
        "activities: {release: Wir gehen live}\nwaits_for: {release: den Vorstand}\n"
        "risks: {data_missing: {meaning: Nichts da}}\nunits: {person_day: PT}\n"
        "scenarios: {mlops: {label: Plattform}}\nphrases: {level_up: '{block} besser: {level}'}\n"
        "texts: {IT projects in general: IT, Two or three meetings: Zwei Runden}\n",
    )
    assumptions = cm.load(tmp_path)
    told, beside = translated(assumptions, "de"), texts("de", assumptions.folders)
    assert told["labelling.items"].meaning == "Bilder"
    assert told["labelling.tool"].meaning == german()["meanings"]["labelling.tool"]
    release = told.structure.plan.activities["release"]
    assert (release.meaning, release.waits_for) == ("Wir gehen live", "den Vorstand")
    risk = told.structure.risks["data_missing"]
    assert (risk.meaning, risk.mitigation) == ("Nichts da", german()["risks"]["data_missing.mitigation"])
    assert (beside.unit("person_day"), beside.unit("EUR", "€")) == ("PT", "€")
    assert beside.scenario_label("mlops") == "Plattform"
    assert beside.scenario_meaning("mlops") == german()["scenarios"]["mlops.meaning"]
    assert told.structure.wording.phrase("level_up", block="Daten", level="4") == "Daten besser: 4"
    assert told.structure.wording.in_language("IT projects in general") == "IT"
    assert told["plan.business_case.effort.sponsor"].source[0].judgement == "Zwei Runden"


def test_a_language_may_be_told_in_several_files_but_each_text_once(tmp_path: Path) -> None:
    own(tmp_path, "meanings: {labelling.items: Bilder}\n")
    (tmp_path / "languages" / "de").mkdir()
    more = tmp_path / "languages" / "de" / "more.yaml"
    more.write_text("texts: {The price year of the model.: Unser Jahr}\n", encoding="utf-8")
    told = translated(cm.load(tmp_path), "de")
    assert told["labelling.items"].meaning == "Bilder"
    assert told["currency.price_index.EUR.2026"].source[0].judgement == "Unser Jahr"
    more.write_text("meanings: {labelling.items: Fotos}\n", encoding="utf-8")
    text = r"languages/de/more.yaml:1: meanings.labelling.items: has its text already, in languages/de.yaml:1"
    with pytest.raises(AssumptionsError, match=text):
        translated(cm.load(tmp_path), "de")


def test_a_company_translates_the_sentences_of_its_own_files(tmp_path: Path) -> None:
    own(tmp_path, "texts: {So it is: So ist es}\n")
    (tmp_path / "ours.yaml").write_text(
        "roles:\n  sponsor:\n    people: "
        "{meaning: Sponsors, unit: person, value: 2, source: [{judgement: So it is}]}\n",
        encoding="utf-8",
    )
    told = translated(cm.load(tmp_path), "de")["roles.sponsor.people"]
    assert (told.source[0].judgement, told.meaning) == ("So ist es", "Sponsors")


def test_a_sentence_that_nobody_says_is_a_fault_with_the_nearest_one(tmp_path: Path) -> None:
    assumptions = cm.load(own(tmp_path, "texts:\n  Two or three meeting: Zwei Runden\n"))
    with pytest.raises(
        AssumptionsError, match=r"de.yaml:2: texts.*no such name \(did you mean 'Two or three meetings'"
    ):
        translated(assumptions, "de")


def test_the_nearest_sentence_is_looked_for_as_often_as_faults_are_told(tmp_path: Path) -> None:
    lines = "".join(f"  Two or three meetings {number}: Zwei Runden\n" for number in range(MOST_LISTED + 10))
    assumptions = cm.load(own(tmp_path, "texts:\n" + lines))
    with pytest.raises(AssumptionsError) as error:
        translated(assumptions, "de")
    assert ["did you mean" in fault.text for fault in error.value.faults] == [True] * MOST_LISTED + [False] * 10


def test_a_changed_language_file_counts_at_once(tmp_path: Path) -> None:
    assumptions = cm.load(own(tmp_path, "meanings: {labelling.items: Bilder}\n"))
    assert translated(assumptions, "de")["labelling.items"].meaning == "Bilder"
    (tmp_path / "languages" / "de.yaml").write_text("meanings: {labelling.items: Fotografien}\n", encoding="utf-8")
    assert translated(assumptions, "de")["labelling.items"].meaning == "Fotografien"


def test_a_company_may_bring_another_language_and_its_own_english(tmp_path: Path) -> None:
    own(tmp_path, "meanings: {labelling.items: Choses}\n", "fr")
    (tmp_path / "languages" / "en.yaml").write_text("meanings: {labelling.items: Pictures}\n", encoding="utf-8")
    assumptions = cm.load(tmp_path)
    assert translated(assumptions, "fr")["labelling.items"].meaning == "Choses"
    assert translated(translated(assumptions, "fr"), "en")["labelling.items"].meaning == "Pictures"


@pytest.mark.parametrize("code", ["fr", "", "../de", "de/../de", "d" * 300])
def test_a_language_that_nobody_has_is_named_with_those_there_are(code: str) -> None:
    with pytest.raises(ValueError, match=r"no language .*; there are de, en"):
        translated(BASE, code)
    with pytest.raises(ValueError, match="there are de, en"):
        texts(code)


def test_all_faults_of_a_language_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    own(
        tmp_path,
        "meanings:\n  labelling.itms: Bilder\n  labelling.tool: 5\nactivities:\n  relase: Los\nrisk: {}\n"
        "risks:\n  data_missing: {mening: Nichts}\nunits:\n  EUR/parsec: weit\nblocks: {peple: Leute}\n"
        "phrases:\n  level_up: höher\nscenarios:\n  mlops: Plattform\n",
    )
    assumptions = cm.load(tmp_path)
    with pytest.raises(AssumptionsError) as told:
        translated(assumptions, "de")
    assert [str(fault) for fault in told.value.faults] == [
        "languages/de.yaml:2: meanings.labelling.itms: there is no such name (did you mean 'labelling.items'?)",
        "languages/de.yaml:3: meanings.labelling.tool: must be a text",
        "languages/de.yaml:5: activities.relase: there is no such name (did you mean 'release'?)",
        "languages/de.yaml:6: risk: no such section of a language file (did you mean 'risks'?)",
        (
            "languages/de.yaml:8: risks.data_missing.mening: holds meaning, mitigation, not_counted only "
            "(did you mean 'meaning'?)"
        ),
        "languages/de.yaml:10: units.EUR/parsec: unknown unit 'parsec' in 'EUR/parsec'",
        "languages/de.yaml:11: blocks.peple: there is no such name (did you mean 'people'?)",
        "languages/de.yaml:13: phrases.level_up: must hold {block}, {level}",
        "languages/de.yaml:15: scenarios.mlops: must hold label, meaning, story",
    ]


@pytest.mark.parametrize(
    "text", ["", "- a list\n", "meanings: [1]\n", "meanings: {a: &x b}\n", "\t{", "x: 'unfinished"]
)
def test_a_file_that_is_no_language_file_is_refused_with_a_sentence(text: str, tmp_path: Path) -> None:
    assumptions = cm.load(own(tmp_path, text))
    with pytest.raises(AssumptionsError, match=r"^languages/de\.yaml:1"):
        translated(assumptions, "de")
    with pytest.raises(AssumptionsError, match=r"^languages/de\.yaml:1"):
        texts("de", assumptions.folders)


def test_a_hostile_text_is_a_text_and_nothing_else(tmp_path: Path) -> None:
    hostile = "<script>{0.__class__} %s {currency}"
    assumptions = cm.load(own(tmp_path, f"meanings: {{labelling.items: '{hostile}'}}\nunits: {{item: '{hostile}'}}\n"))
    assert translated(assumptions, "de")["labelling.items"].meaning == hostile
    assert texts("de", assumptions.folders).unit("item", "€") == "<script>{0.__class__} %s €"


def test_what_has_no_translation_is_said_in_the_words_of_its_file_or_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "our_own_case.yaml").write_text(CASE_OF_COMPANY, encoding="utf-8")
    told = texts("de", (tmp_path,))
    assert told.scenario_label("our_own_case") == "Our own case"
    assert (told.scenario_meaning("our_own_case"), told.scenario_story("our_own_case")) == (
        "Eigenes Szenario",
        "Eine Geschichte",
    )
    assert told.scenario_meaning("../mlops") == told.scenario_story("nowhere") == ""
    assert told.unit("document/month") == "documents je month"


def test_a_company_scenario_of_a_shipped_name_is_not_told_in_the_shipped_words(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "visual_inspection.yaml").write_text(CASE_OF_COMPANY, encoding="utf-8")
    assert texts("de", (tmp_path,)).scenario_meaning("visual_inspection") == "Eigenes Szenario"
    assert texts("de").scenario_meaning("visual_inspection").startswith("Kameras")


def test_units_are_read_after_a_number_in_the_currency_of_the_model() -> None:
    assert texts("de").unit("EUR/person_day") == "€ je Personentag"
    assert texts("de").unit("CHF/person_day", "CHF") == "CHF je Personentag"
    assert texts("en").unit("GBP/kilowatt_hour", "£") == "£ per kilowatt-hour"
    assert texts("en").unit("working_day") == "working days"


# -- those who show it ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contents() -> Contents:
    return Contents(cm.estimate(cm.load(scenarios="visual_inspection"), samples=300), language_of("de"))


def test_tables_of_the_model_speak_german() -> None:
    told = german()
    est = cm.estimate(translated(BASE, "de"), samples=300)
    drivers = cm.drivers(est)
    said = told["meanings"] | {f"drivers.{name}": text for name, text in told["drivers"].items()}
    said["remainder"] = told["phrases"]["drivers_remainder"]
    assert list(drivers["meaning"]) == [said[name] for name in drivers.index]
    assert list(est.timeline()["meaning"]) == [told["activities"][name] for name in SHAPE.plan.activities]
    assert cm.risks(est.assumptions, samples=50).loc["data_missing", "meaning"] == told["risks"]["data_missing.meaning"]
    view = cm.outside_view(est)
    assert view.cost.meaning == "IT-Projekte allgemein"
    assert view.limits[0] == told["phrases"]["no_public_data"]
    assert set(view.limits[1:]) < set(told["texts"].values())
    blocks = cm.capability_steps(est.assumptions, samples=50)
    assert set(blocks["meaning"]) == set(told["blocks"].values())


def test_actions_are_said_in_german() -> None:
    told = translated(BASE, "de")
    actions = cm.best_actions(told, samples=100)
    assert actions.loc["capability.data", "action"] == "Daten: auf Stufe 4"
    by_kind = {kind: set(found) for kind, found in actions.groupby("kind")["action"]}
    assert by_kind.keys() == {"capability", "wait", "mitigation"}
    assert by_kind["mitigation"] <= {risk.mitigation for risk in told.structure.risks.values()}
    assert all(" weniger auf " in action and " warten (" in action for action in by_kind["wait"])
    some = [action for action in by_kind["wait"] if not action.startswith("Einen Monat")]
    assert some
    assert all(action.startswith("0,") and "Monate weniger" in action for action in some)


def test_actions_in_english_are_said_as_ever() -> None:
    assert Wording().phrase("month_less", whom="the sponsor", what="Decision") == (
        "A month less waiting for the sponsor (Decision)"
    )
    actions = cm.best_actions(BASE, samples=50)
    assert actions.loc["capability.people", "action"] == "People and competence: up to level 4"


def test_a_german_report_carries_german_texts(contents: Contents) -> None:
    told = german()
    assert contents.est.assumptions["labelling.items"].meaning == told["meanings"]["labelling.items"]
    drivers, _, risks, actions, stages, outside = contents.decisions[:6]
    rest = {told["phrases"]["drivers_remainder"], drivers.rows[-2][0]}
    assert {row[0] for row in drivers.rows} <= {*told["meanings"].values(), *told["drivers"].values()} | rest
    assert str(drivers.rows[-2][0]).startswith("Alle anderen zusammen (")
    assert {row[0] for row in risks.rows} == {told["risks"][f"{name}.meaning"] for name in SHAPE.risks}
    english = {*SECTIONS["meanings"].values(), *SECTIONS["activities"].values(), *SECTIONS["risks"].values()}
    for table in (drivers, risks, actions, stages, outside):
        assert not english & {cell for row in table.rows for cell in row}, table.key


def test_a_report_calls_scenarios_by_their_labels(contents: Contents) -> None:
    assert sentences.scenarios(contents.est, "de") == "Szenarien: Sichtprüfung"
    assert sentences.scenarios(contents.est, "en") == "Scenarios: Visual inspection"


def test_a_report_in_english_is_of_the_very_estimate() -> None:
    est = cm.estimate(BASE, samples=50)
    assert Contents(est, language_of("en")).est is est


def test_the_texts_lie_where_finance_finds_them() -> None:
    assert {path.name for path in (baseline_folder() / "languages").iterdir()} == {"de", "de.yaml", "en.yaml"}
