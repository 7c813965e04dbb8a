"""A portfolio's file: what it means, and every fault with its line."""

from dataclasses import replace

import pytest

import costmodel as cm

GOOD = """portfolio: 2027
meaning: What the insurer wants to start
people:
  data_scientist: {people: 3}
  ml_engineer: {people: 1, from: {2027-07: 2}}
initiatives:
  churn:
    scenarios: [three_week_model]
    start: 2027-03
    priority: 1
    value: {min: 100000, mode: 400000, max: 900000}
  platform: {start: 2027-01}
  claims: {scenarios: [credit_scoring], start: 2027-03, after: [platform]}
shared:
  mlops: {used_by: [churn, claims]}
budget: {2027: 900_000, 2028: 1_200_000}
"""


@pytest.fixture
def load(tmp_path):
    def loaded(text):
        file = tmp_path / "portfolio.yaml"
        file.write_text(text, encoding="utf-8")
        return cm.load_portfolio(file)

    return loaded


def faults(load, text):
    with pytest.raises(cm.AssumptionsError) as told:
        load(text)
    return [str(fault) for fault in told.value.faults]


def test_a_file_says_who_starts_when_with_whom(load) -> None:
    found = load(GOOD)
    assert list(found) == ["churn", "platform", "claims"]
    assert found.order.index("platform") < found.order.index("claims")
    assert [found[name].start - found.first for name in found] == [2, 0, 2]  # months after January 2027
    assert found.people == {"data_scientist": [(0.0, 3.0)], "ml_engineer": [(0.0, 1.0), (6.0, 2.0)]}
    assert found.budget == {2027: 900_000.0, 2028: 1_200_000.0}
    assert found["churn"].assumptions.scenarios == ("three_week_model", "mlops")
    assert found["churn"].value.likeliest == 400_000
    assert found["platform"].value is None


def test_what_is_shared_is_paid_in_parts(load) -> None:
    found = load(GOOD)
    assert [found[name].assumptions["operations.platform.shared_by"].likeliest for name in ("churn", "claims")] == [
        2,
        2,
    ]
    assert found["platform"].assumptions["operations.platform.shared_by"].likeliest == 1


def test_who_is_left_pays_the_whole_of_what_is_shared(load) -> None:
    found = load(GOOD)
    left = found.only(["churn", "platform"])
    assert left["churn"].assumptions["operations.platform.shared_by"].likeliest == 1
    assert left.shared == {"mlops": ("churn",)}
    assert found.only(["platform"]).shared == {}
    same = found.only(["churn", "claims"])  # both users are left, so each pays its half as before
    assert [same[name].assumptions["operations.platform.shared_by"].likeliest for name in same] == [2, 2]


def test_a_budget_lies_within_the_years_of_the_plan(load) -> None:
    found = load(GOOD)
    last = cm.estimate_portfolio(found, 1).fiscal_years[-1]
    good = GOOD.replace("2028: 1_200_000", "2028: 1_200_000, {year}: 1")
    assert load(good.replace("{year}", str(last))).budget[last] == 1
    told = faults(load, good.replace("{year}", str(last + 1)))
    assert told == [f"portfolio.yaml:16: budget.{last + 1}: lies after {last}, the last year of the plan"]


def test_people_to_count_on_are_part_of_what_decides_figures(load) -> None:
    found = load(GOOD).with_people({})
    capped = replace(found, at_most={name: {"data_scientist": 1.0} for name in found})
    assert found.fingerprint != capped.fingerprint
    assert found.fingerprint == replace(found, at_most={"another": {"data_scientist": 1.0}}).fingerprint


def test_an_own_folder_lies_beside_the_file(load, tmp_path) -> None:
    (tmp_path / "claims").mkdir()
    own = "roles:\n  sponsor:\n    people: {value: 2, unit: person, source: [{judgement: Two heads}]}\n"
    (tmp_path / "claims" / "own.yaml").write_text(own, encoding="utf-8")
    found = load("initiatives:\n  claims: {folder: claims/, start: 2027-01}\n")
    assert found["claims"].assumptions["roles.sponsor.people"].likeliest == 2


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("start: 2027-01}", "start: 2027}"), 12, "initiatives.platform.start: is read as the number 2027, a year"),
        (("after: [platform]", "after: [platfrom]"), 13, "is no initiative here (did you mean 'platform'?)"),
        (("{start: 2027-01}", "{start: 2027-01, after: [claims]}"), 12, "go in a circle"),
        (
            ("data_scientist:", "data_scientits:"),
            4,
            "works on none of the initiatives (did you mean 'data_scientist'?)",
        ),
        (("people: 3", "people: 0"), 4, "there is nobody in the end"),
        (("people: 3", "people: -1"), 4, "must be a number of people, from 0"),
        (("from: {2027-07: 2}", "from: {07/2027: 2}"), 5, "'07/2027' is no month"),
        (("start: 2027-03\n", "start: 2029-03\n"), 9, "lies after 2028, the last year with a budget"),
        (("budget: {2027: 900_000, 2028: 1_200_000}", "budget: 900_000"), 16, "must say for which fiscal year"),
        (("2027: 900_000, ", "2027-01: 900_000, "), 16, "'2027-01' is a month; a budget is that of a year"),
        (("[credit_scoring]", "[credit_scorign]"), 13, "no such scenario (did you mean 'credit_scoring'?)"),
        (("used_by: [churn, claims]", "used_by: [churn, claim]"), 15, "'claim' is no initiative here"),
        (("used_by: [churn, claims]", "used_by: [churn]"), 15, "names at least two initiatives"),
        (("priority: 1", "priority: high"), 10, "must be a number, 1 for the first"),
        (("mode: 400000", "mode: 9000000"), 11, "initiatives.churn.value"),
        (("meaning:", "menaing:"), 2, "did you mean 'meaning'?"),
        (("    priority: 1", "    prio: 1"), 10, "is not known here"),
    ],
)
def test_each_fault_is_told_with_its_line(load, change, line, told) -> None:
    assert change[0] in GOOD
    found = faults(load, GOOD.replace(*change))
    assert any(one.startswith(f"portfolio.yaml:{line}: ") and told in one for one in found), found


JULY = "{value: 7, unit: count, source: [{judgement: The year of the company}]}"
OWN_YEAR = f"finance:\n  fiscal_year:\n    first_month: {JULY}\n"


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("2027/28", ""),
        ("2027", "fiscal years begin in month 7 (finance.fiscal_year.first_month); write 2027/28: 900_000"),
        ("2027/29", "are not two years that follow each other; write 2027/28: 900_000"),
        ("2025/26", "lies before 2027-09, in which the first initiative may begin"),
    ],
)
def test_a_budget_is_that_of_the_company_s_fiscal_year(load, tmp_path, year, told) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(OWN_YEAR, encoding="utf-8")
    text = f"initiatives:\n  one: {{folder: own, start: 2027-09}}\nbudget: {{{year}: 900_000, 2028/29: 1}}\n"
    if told:
        assert f"portfolio.yaml:3: budget.{year}: " in faults(load, text)[0]
        assert told in faults(load, text)[0]
    else:
        found = load(text)
        assert found.budget == {2027: 900_000.0, 2028: 1.0}
        assert list(found.year_ends(2)) == [10.0, 22.0]  # June 2028 is the tenth month, June 2029 the 22nd


def test_a_start_is_said_once_and_that_of_the_case_counts(load, tmp_path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text("initiative: {start: 2027-03, name: Churn}\n", encoding="utf-8")
    found = load("initiatives:\n  one: {folder: own}\n  two: {start: 2027-02}\n")
    assert [found[name].start - found.first for name in found] == [1, 0]
    assert found["one"].called("de") == "Churn"
    told = faults(load, "initiatives:\n  one: {folder: own, start: 2027-04}\n  two: {scenarios: [mlops]}\n")
    assert told == [
        "portfolio.yaml:2: initiatives.one.start: 2027-04 is not what the case itself says, 2027-03; leave one out",
        "portfolio.yaml:3: initiatives.two.start: is missing: the month from which it may begin, such as 2027-01",
    ]


def test_initiatives_with_different_fiscal_years_are_no_portfolio(load, tmp_path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(OWN_YEAR, encoding="utf-8")
    told = faults(load, "initiatives:\n  one: {start: 2027-01}\n  two: {folder: own, start: 2027-01}\n")
    assert "its fiscal year begins in month 7, and that of one in 1" in told[0]


def test_all_faults_are_told_at_once(load) -> None:
    text = (
        GOOD.replace("people: 3", "people: 0")
        .replace("start: 2027-01}", "start: soon}")
        .replace("2027: 900_000", "a: 1")
    )
    assert [one.partition(": ")[0] for one in faults(load, text)] == [f"portfolio.yaml:{line}" for line in (4, 12, 16)]


def test_a_worked_example_is_read_by_its_name() -> None:
    assert len(cm.load_portfolio("insurer")) == 8
    with pytest.raises(
        cm.AssumptionsError, match=r"insurrer: is no file and no worked example \(did you mean 'insurer'\?\)"
    ):
        cm.load_portfolio("insurrer")


def test_a_file_without_initiatives_says_what_one_is(load) -> None:
    assert "the name of each initiative" in faults(load, "portfolio: 2027\n")[0]


def test_who_does_the_work_of_another_role_is_asked_for_it(load, tmp_path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text("roles:\n  ml_engineer: {done_by: data_scientist}\n", encoding="utf-8")
    text = "people: {data_scientist: {people: 1}}\ninitiatives:\n  one: {start: 2027-01}\n  two: {start: 2027-01}\n"
    apart, both = (load(one) for one in (text, text.replace("{start", "{folder: own, start")))
    # The one data scientist now has the ML engineers' work of two initiatives as well.
    name = "plan.production_engineering.effort.ml_engineer"
    days = [found["two"].assumptions[name].likeliest for found in (apart, both)]
    assert days[0] == days[1] > 0
    waited = [cm.estimate_portfolio(found, 1).waited("two", "data_scientist")[0] for found in (apart, both)]
    assert waited[1] > waited[0]
    told = faults(load, text.replace("{start", "{folder: own, start").replace("data_scientist", "ml_engineer"))
    assert "people.ml_engineer: works on none of the initiatives" in told[0]
