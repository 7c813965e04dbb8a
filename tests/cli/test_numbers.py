"""Numbers on the command line: read as people write them, refused where they can be read in two ways."""

import json

import pytest

from costmodel import cli

FEW = ("--samples", "300")


def faults(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    try:
        status = cli.main(arguments)
    except SystemExit as ended:  # argparse
        status = int(ended.code or 0)
    assert status == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


@pytest.mark.parametrize("typed", ["80000", "80k", "80 TEUR", "80.000,00", "80 000 €", "0,08 Mio."])
def test_an_amount_may_be_set_in_any_manner(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["estimate", *FEW, "--json", "--set", f"first_estimate.amount={typed}"]) == 0
    assert json.loads(capsys.readouterr().out)["first_estimate"] == 80_000


def test_every_setting_with_two_readings_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    told = faults(capsys, "estimate", "--set", "first_estimate.amount=80.000", "--set", "labelling.items=2,500")
    assert told.splitlines() == [
        "--set first_estimate.amount=80.000: '80.000' is 80 or 80,000? write 80 or 80000",
        "--set labelling.items=2,500: '2,500' is 2.5 or 2,500? write 2.5 or 2500",
    ]


def test_another_currency_or_one_where_nothing_costs_money_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "'80 TUSD' is not a number" in faults(capsys, "estimate", "--set", "first_estimate.amount=80 TUSD")
    assert "'5 EUR' is not a number" in faults(capsys, "estimate", "--set", "labelling.items=5 EUR")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("outside-view", *FEW, "--approved", "300.000"), "--approved: '300.000' is 300 or 300,000?"),
        (("reforecast", *FEW, "--running", "data_access", "--budget", "500.000"), "--budget: '500.000' is 500 or"),
        (("reforecast", *FEW, "--running", "data_access", "--months", "12.000"), "'12.000' is 12 or 12,000?"),
        (("reforecast", *FEW, "--finished", "data_access=3.500"), "'3.500' is 3.5 or 3,500? write 3.5 or 3500"),
        (("staffing", *FEW, "--available", "data_engineer=1,500"), "'1,500' is 1.5 or 1,500?"),
        (("estimate", "--samples", "10.000"), "'10.000' is 10 or 10,000? write 10 or 10000"),
        (("estimate", "--samples", "10.5"), "'10.5' is not a whole number"),
        (("estimate", "--seed", "0,5"), "'0,5' is not a whole number"),
    ],
)
def test_every_option_names_both_readings(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in faults(capsys, *arguments)


def test_a_count_may_be_short_and_a_seed_keeps_its_last_digit(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["estimate", "--json", "--samples", "0.3k", "--seed", str(2**63 - 1)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["samples"], told["seed"]) == (300, 2**63 - 1)
