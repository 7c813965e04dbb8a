"""What stands beside the assumptions, for people: how scenarios, building blocks and units are called in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from costmodel.beliefs.units import CURRENCIES
from costmodel.errors import AssumptionsError, Fault
from costmodel.files.scenario import read_scenario, scenarios
from costmodel.files.tree import baseline_folder, own_folders
from costmodel.initiative.blocks import BLOCKS
from costmodel.initiative.wording import PHRASES, Wording, filled
from costmodel.language.translation_files import Layer, joined, layers, plain, unknown_names

BASELINE = "baseline"  # the shipped assumptions alone, called like a scenario


@dataclass(frozen=True)
class Texts:
    """What stands beside the assumptions, in one language: scenarios, building blocks, units.

    Attributes:
        code: of the language.
        scenarios: scenario -> label, meaning and story, as far as the language has them.
        blocks: building block -> name.
        units: unit -> what is read after a number, with ``{currency}`` for the sign of the model's currency.
        unit_of_one: unit -> what is read after the number 1, where that is another word.
        folders: where scenarios are looked up, the user's own first.
        wording: the phrases of the language.
    """

    code: str
    scenarios: Mapping[str, Mapping[str, str]] = field(repr=False)
    blocks: Mapping[str, str] = field(repr=False)
    units: Mapping[str, str] = field(repr=False)
    unit_of_one: Mapping[str, str] = field(repr=False)
    folders: tuple[Path, ...] = field(repr=False)
    wording: Wording = field(repr=False)

    def scenario_label(self, name: str) -> str:
        """What a scenario is called, in a few words; its name made readable where nobody has said."""
        return self.scenarios.get(name, {}).get("label") or _in_words(name).capitalize()

    def scenario_meaning(self, name: str) -> str:
        """What a scenario is, in a sentence; in the words of its file where the language has none, "" without one."""
        return self._told(name, "meaning")

    def scenario_story(self, name: str) -> str:
        """Who, what, against what; in the words of its file where the language has none, "" without one."""
        return self._told(name, "story")

    def _told(self, name: str, key: str) -> str:
        return self.scenarios.get(name, {}).get(key) or _in_its_file(name, self.folders).get(key, "")

    def block(self, name: str) -> str:
        """What a building block is called."""
        return self.blocks.get(name) or _in_words(name).capitalize()

    def unit(self, unit: str, currency_symbol: str = "€", number: str = "") -> str:
        """A unit as it is read after a number; put together from its words where the language does not have it.

        Args:
            unit: as the assumptions have it.
            currency_symbol: what stands for the model's currency.
            number: the number before it, as it is written, where there is one: after 1 the unit is one.

        >>> texts("en").unit("EUR/person_day"), texts("de").unit("CHF/person_day", "CHF"), texts("de").unit("level")
        ('€ per person-day', 'CHF je Personentag', 'von 5')
        >>> texts("en").unit("document/month"), texts("en").unit("USD/document", "$")
        ('documents per month', '$ per document')
        >>> [texts("de").unit("month", number=one) for one in ("1", "1,5", "21")]
        ['Monat', 'Monate', 'Monate']
        """
        first, *rest = unit.split("/")
        money = first in CURRENCIES
        one, whole = number == "1", "/".join(["EUR" if money else first, *rest])
        called = {**self.units, **self.unit_of_one} if one else self.units
        known = called.get(whole)
        if known is not None:
            return filled(known, {"currency": currency_symbol})
        amount = currency_symbol if money else called.get(first, f"{_hyphened(first)}{'' if one else 's'}")
        return f" {self.wording.phrase('per')} ".join([amount, *map(_hyphened, rest)])


def texts(code: str, folders: Iterable[Path] = ()) -> Texts:
    """What stands beside the assumptions, in one language.

    Args:
        code: of the language: "en", "de", or another that a folder has in ``languages/CODE.yaml``.
        folders: as `Assumptions.folders`, the user's own first; the shipped ones always count.

    Raises:
        ValueError: no folder has this language.
        AssumptionsError: every fault in the language files, as ``file:line: name: fault``.
    """
    own = own_folders(folders)
    found, wrong = layers(code, own)
    faults = [*wrong, *unknown_beside(found, own)]
    if faults:
        raise AssumptionsError(faults)
    told: dict[str, dict[str, str]] = {}
    for layer in found:
        for place, text in plain(layer, "scenarios").items():
            name, _, key = place.rpartition(".")
            if layer.own or not any((folder / "scenarios" / f"{name}.yaml").is_file() for folder in own):
                told.setdefault(name, {})[key] = text
    beside = (joined(found, section) for section in ("blocks", "units", "unit_of_one"))
    return Texts(code, told, *beside, (*own, baseline_folder()), Wording(code, joined(found, "phrases")))


def unknown_beside(found: Iterable[Layer], own: tuple[Path, ...]) -> list[Fault]:
    """The scenarios, building blocks and phrases that files give a text although they do not exist."""
    names = {BASELINE, *scenarios(), *(name for folder in own for name in scenarios(folder))}
    known = {"blocks": set(BLOCKS), "phrases": set(PHRASES), "scenarios": names}
    return [fault for layer in found for fault in unknown_names(layer, known)]


def _in_its_file(name: str, folders: tuple[Path, ...]) -> Mapping[str, str]:
    """Meaning and story of a scenario as its file has them; nothing where there is no such file."""
    if Path(name).name != name:
        return {}
    places = (folder / "scenarios" / f"{name}.yaml" for folder in folders)
    file = next((place for place in places if place.is_file()), None)
    return _of_file(file, file.stat().st_mtime_ns) if file is not None else {}


@lru_cache(maxsize=128)
def _of_file(file: Path, _stamp: int) -> Mapping[str, str]:
    found = read_scenario(file, (), [])
    return {"meaning": found.meaning, "story": found.story} if found is not None else {}


def _in_words(name: str) -> str:
    return name.replace("_", " ")


def _hyphened(unit: str) -> str:
    return unit.replace("_", "-").replace("working-day", "working day").replace("*", "-")
