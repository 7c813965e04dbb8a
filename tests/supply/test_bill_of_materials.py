"""The bill of materials names all that users install, with licences and who needs whom, and nothing else."""

import json
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from costmodel.extras import DISTRIBUTION
from costmodel.version import __version__
from tests.supply.bill_of_materials import bill_of_materials
from tests.supply.licences import fonts
from tests.supply.locks import ROOT, RUNTIME, versions


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return bill_of_materials()


def test_it_is_what_programs_expect(bill: dict[str, Any]) -> None:
    added = [part for part in bill["components"] if part["type"] == "data" or "description" not in part]
    some = bill | {"components": added + bill["components"][::20]}  # a sixth of a second for each
    assert JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(json.dumps(some)) is None


def test_it_names_what_users_install_and_the_fonts(bill: dict[str, Any]) -> None:
    about = bill["metadata"]["component"]
    assert (about["name"], about["version"]) == (DISTRIBUTION, __version__)
    libraries = {
        canonicalize_name(part["name"]): part["version"] for part in bill["components"] if part["type"] == "library"
    }
    assert libraries == versions(RUNTIME)
    assert [part["name"] for part in bill["components"] if part["type"] == "data"] == fonts()


def test_each_part_says_its_licence(bill: dict[str, Any]) -> None:
    assert [part["name"] for part in bill["components"] if not part.get("licenses")] == []


def test_it_says_who_needs_whom(bill: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    direct = needs[bill["metadata"]["component"]["bom-ref"]]
    assert {"numpy", "typst", "voila", "jupyterlab"} <= {canonicalize_name(name.partition("==")[0]) for name in direct}
    numpy = next(name for name in direct if name.startswith("numpy=="))
    assert numpy in next(whom for name, whom in needs.items() if name.startswith("pandas=="))


def test_it_says_nothing_of_the_machine_that_wrote_it(bill: dict[str, Any]) -> None:
    assert str(ROOT) not in json.dumps(bill)
