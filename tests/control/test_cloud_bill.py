"""Cloud bills after FOCUS: sums to the last digit, credits and corrections included, tags, currencies, versions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import costmodel as cm
from costmodel.control import bill_reading
from costmodel.control.bill_reading import is_bill
from costmodel.initiative.calendar import written_month

HEAD = (
    "BilledCost,BillingCurrency,ChargeCategory,ChargeClass,ChargePeriodStart,"
    "EffectiveCost,ListCost,ServiceCategory,Tags"
)
ROWS = (
    '10.5,EUR,Usage,NULL,2027-07-01 00:00:00,8,12,Compute,"{""app"": ""claims"", ""on"": true}"',
    "2.25,EUR,Usage,,2027-07-31T23:00:00Z,2.25,3,Storage,NULL",
    '-3,EUR,Credit,,2027-08-01,-3,-3,Compute,"{""app"": ""claims""}"',
    '-0.5,EUR,Usage,Correction,2027-07-02,-0.5,-0.5,Compute,"{""app"": ""other""}"',
    '1.19,EUR,Tax,,2027-08-31,1.19,1.19,Other,"{""app"": ""claims""}"',
)
SAMPLE = os.environ.get("COSTMODEL_FOCUS_SAMPLE")


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "bill.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def bill(tmp_path: Path) -> cm.Bill:
    return cm.read_bill(written(tmp_path, *ROWS))


def test_credits_refunds_corrections_and_taxes_are_in_the_sums(bill: cm.Bill) -> None:
    assert bill.billed == pytest.approx(10.44)  # 10.5 + 2.25 - 3 - 0.5 + 1.19
    assert bill.effective == pytest.approx(7.94)  # 8 + 2.25 - 3 - 0.5 + 1.19
    assert bill.list == pytest.approx(12.69)  # 12 + 3 - 3 - 0.5 + 1.19
    assert (len(bill.lines), bill.currency, bill.version) == (5, "EUR", "1.0")


def test_a_bill_is_cut_by_any_of_its_columns_and_the_parts_add_up(bill: cm.Bill) -> None:
    services = bill.by("ServiceCategory")
    assert services.loc["Compute", ["rows", "BilledCost"]].tolist() == [3, 7.0]  # 10.5 - 3 - 0.5
    assert bill.by("ChargeClass").loc["Correction", "BilledCost"] == -0.5
    for column in ("ServiceCategory", "ChargeCategory", "ChargeClass", "Tags"):
        assert bill.by(column)["BilledCost"].sum() == pytest.approx(bill.billed)
        assert bill.by(column)["rows"].sum() == 5
    with pytest.raises(ValueError, match=r"no column 'ServiceCategori' .did you mean 'ServiceCategory'"):
        bill.by("ServiceCategori")


def test_a_bill_is_booked_by_the_month_in_which_a_charge_begins(bill: cm.Bill) -> None:
    export = bill.postings()
    by = {(written_month(one.calendar or 0), one.text): (one.amount, one.lines) for one in export.postings}
    assert by == {
        ("2027-07", "Compute"): (10.0, 2),  # 10.5 - 0.5
        ("2027-07", "Storage"): (2.25, 1),
        ("2027-08", "Compute"): (-3.0, 1),
        ("2027-08", "Other"): (1.19, 1),
    }
    assert sum(one.amount for one in bill.postings("EffectiveCost").postings) == pytest.approx(bill.effective)
    with pytest.raises(ValueError, match="not as 'ListCost'"):
        bill.postings("ListCost")


def test_a_tag_says_what_belongs_to_the_initiative_and_nothing_is_lost(bill: cm.Bill) -> None:
    postings = bill.postings(tag="app=claims").postings
    assert sum(one.amount for one in postings if not one.apart) == pytest.approx(8.69)  # 10.5 - 3 + 1.19
    assert sum(one.amount for one in postings) == pytest.approx(bill.billed)
    assert sum(not one.apart for one in bill.postings(tag="on=true").postings) == 1  # a tag without a value is true
    with pytest.raises(ValueError, match="a tag is written KEY=VALUE"):
        bill.postings(tag="claims")


def test_tags_of_what_was_allocated_count_beside_those_of_its_resource(tmp_path: Path) -> None:
    row = '10,EUR,Usage,,2027-07-01,10,10,Compute,"{""env"": ""prod""}","{""app"": ""claims""}",A'
    bill = cm.read_bill(written(tmp_path, row, head=f"{HEAD},AllocatedTags,HostProviderName"))
    assert bill.version == "1.3"
    for tag in ("env=prod", "app=claims"):
        assert not bill.postings(tag=tag).postings[0].apart


@pytest.mark.parametrize(
    ("column", "version"),
    [("x_own", "1.0"), ("ServiceSubcategory", "1.1"), ("PricingCurrency", "1.2"), ("ContractApplied", "1.3")],
)
def test_the_version_is_told_by_the_columns_that_it_brought(column: str, version: str, tmp_path: Path) -> None:
    assert cm.read_bill(written(tmp_path, f"{ROWS[0]},x", head=f"{HEAD},{column}")).version == version


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "much,EUR,Usage,,2027-07-01,1,1,Compute,",
        '"1.234,5",EUR,Usage,,2027-07-01,,1,Compute,',
        "1,,Usage,,2027-07-01,1,1,Compute,",
    )
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.read_bill(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "bill.csv:2: BilledCost: 'much' is not a number",
        "bill.csv:3: BilledCost: '1.234,5' is not a number",
        "bill.csv:3: EffectiveCost: is empty",
        "bill.csv:4: BillingCurrency: is empty",
    ]


def test_dates_and_tags_that_cannot_be_read_are_named_when_they_are_asked_for(tmp_path: Path) -> None:
    bill = cm.read_bill(written(tmp_path, "1,EUR,Usage,,soon,1,1,Compute,no json", ROWS[0]))
    with pytest.raises(cm.AssumptionsError) as caught:
        bill.postings(tag="app=claims")
    assert [str(fault) for fault in caught.value.faults] == [
        "bill.csv:2: ChargePeriodStart: 'soon' is no date; write 2027-12-31 or 31.12.2027",
        "bill.csv:2: Tags: is no JSON object of tags",
    ]


def test_another_table_is_no_bill(tmp_path: Path) -> None:
    path = written(tmp_path, "2027-07-01,5", head="date,amount")
    assert not is_bill(path)
    with pytest.raises(cm.AssumptionsError, match="is no bill after FOCUS: it has no column BilledCost"):
        cm.read_bill(path)
    empty = written(tmp_path)
    assert is_bill(empty)
    with pytest.raises(cm.AssumptionsError, match="has headings and no rows"):
        cm.read_bill(empty)


def test_several_currencies_are_not_added_up(tmp_path: Path) -> None:
    bill = cm.read_bill(written(tmp_path, ROWS[0], ROWS[1].replace("EUR", "USD")))
    assert bill.currency == ""
    with pytest.raises(ValueError, match=r"bill\.csv is billed in EUR, USD; sums of several currencies mean nothing"):
        _ = bill.billed
    assert bill.postings().sums() == {"EUR": 10.5, "USD": 2.25}


def test_a_bill_is_read_in_pieces_and_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, *ROWS)
    whole = cm.read_bill(path)
    monkeypatch.setattr(bill_reading, "PIECE", 2)
    pieces = cm.read_bill(path)
    assert (pieces.lines.astype(object).fillna("") == whole.lines.astype(object).fillna("")).all(axis=None)
    monkeypatch.setattr(bill_reading, "MOST_ROWS", 4)
    with pytest.raises(cm.AssumptionsError, match="has more than 4 rows"):
        cm.read_bill(path)
    monkeypatch.setattr(bill_reading, "LARGEST_BILL", 100)
    with pytest.raises(cm.AssumptionsError, match="is larger than"):
        cm.read_bill(path)


@pytest.mark.skipif(SAMPLE is None, reason="COSTMODEL_FOCUS_SAMPLE names no file; the official sample is not shipped")
def test_the_official_sample_sums_to_what_it_is_known_to() -> None:
    bill = cm.read_bill(SAMPLE or "")
    assert [round(one, 6) for one in (bill.billed, bill.effective, bill.list)] == [20.520227, 14.976514, 20.390906]
    services = bill.by("ServiceCategory")
    assert services.loc["Compute", "rows"] == 443
    assert services["BilledCost"].round(6).loc[["Compute", "Databases"]].tolist() == [17.564739, 1.12763]
    assert services.loc["AI and Machine Learning", "BilledCost"] == pytest.approx(-0.151898, abs=1e-6)  # a credit
    assert len(bill.lines) == 1_000


def test_a_comma_within_an_amount_shifts_no_column_in_silence(tmp_path: Path) -> None:
    for rows in (("1,234.5,EUR,Usage,,2027-07-01,1,1,Compute,", ROWS[0]), (ROWS[0], "1,EUR,Usage,,2027-07-01,1,1")):
        path = written(tmp_path, *rows)
        with pytest.raises(cm.AssumptionsError, match=r"has (10|7) cells under 9 headings"):
            cm.read_bill(path)
    assert len(cm.read_bill(written(tmp_path, ROWS[0], "", ROWS[1])).lines) == 2  # an empty line is nothing


def test_a_line_is_that_of_the_file_where_texts_have_several(tmp_path: Path) -> None:
    broken = '1,EUR,Usage,,2027-07-01,1,1,Compute,"{""app"":\n""claims""}"'
    bill = cm.read_bill(written(tmp_path, broken, ROWS[1]))
    assert list(bill.lines.index) == [2, 4]
    assert [one.amount for one in bill.postings(tag="app=claims").postings if not one.apart] == [1]
