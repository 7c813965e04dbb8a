"""From the section on currencies to exchange rates and price indices, which are read before every price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.units import CURRENCIES, Prices, currency_of
from costmodel.errors import Sentence, did_you_mean
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node
from costmodel.files.price_levels import UNCERTAINTY


@dataclass
class PriceSection:
    """One pass over the section ``currency``; what is found and what is wrong goes into `reading`."""

    reading: Reading

    def prices(self, top: Mapping[str, Node]) -> Prices:
        """Currency and price year of the model, with all rates and indices; faults go into `reading`."""
        section = top.get("currency")
        parts = dict(section.value) if section and section.is_mapping else {}
        model, year = parts.pop("model", None), parts.pop("price_year", None)
        if model is not None and currency_of(str(model.value)) is None:
            self._fault(model, "currency.model", Sentence("unknown currency {typed!r}", typed=str(model.value)))
        if year is not None and not isinstance(year.value, int):
            self._fault(year, "currency.price_year", Sentence("must be a year"))
        currency = str(model.value) if model is not None and currency_of(str(model.value)) else CURRENCIES[0]
        rates = self._rates(parts.pop("rates", None), currency)
        indices = parts.pop("price_index", None)
        self._uncertainty(parts.pop("uncertainty", None), currency)
        by_currency = indices.value if indices is not None and indices.is_mapping else {}
        for key, node in parts.items():
            text = Sentence(
                "Extra inputs are not permitted{near}",
                near=did_you_mean(key, ("model", "price_year", "rates", "price_index", "uncertainty")),
            )
            self._fault(node, f"currency.{key}", text)
        return Prices(
            currency=currency,
            year=year.value if year is not None and isinstance(year.value, int) else 2026,
            rates=rates,
            indices={
                priced: {
                    int(when): index
                    for when, index in self._certain_numbers(f"currency.price_index.{priced}", node).items()
                    if when.isdigit()
                }
                for priced, node in by_currency.items()
            },
        )

    def _uncertainty(self, node: Node | None, currency: str) -> None:
        """By what a currency may turn out dearer or cheaper than its rate: numbers that are drawn like all others."""
        for foreign, leaf in node.value.items() if node is not None and node.is_mapping else ():
            name = f"{UNCERTAINTY}{foreign}"
            if foreign not in CURRENCIES or foreign == currency:
                self._fault(
                    leaf, name, Sentence("is no foreign currency{near}", near=did_you_mean(foreign, CURRENCIES))
                )
            else:
                self.reading.raw[name] = leaf

    def _rates(self, node: Node | None, currency: str) -> dict[str, float]:
        """What a foreign currency costs in the model's; one that says it the other way round is a fault."""
        found = self._certain_numbers("currency.rates", node)
        for foreign in list(found):
            name, wanted = f"currency.rates.{foreign}", f"{currency}/{foreign}"
            belief = self.reading.beliefs.get(name)
            if belief is None or belief.unit == wanted:
                continue
            one = self.reading.prices[name]
            if currency_of(belief.unit) != currency and belief.unit.endswith(f"/{foreign}"):
                del found[foreign]  # of another model currency; whoever needs it is told that there is none
                continue
            text = Sentence("unit {unit!r} where {wanted!r} is needed", unit=belief.unit, wanted=wanted)
            inverse = f"; the other way round it is {1 / belief.likeliest:.4g} {wanted}"
            turned = "/".join(reversed(belief.unit.split("/"))) == wanted
            self._fault(one.at(["unit"]), name, text + (inverse if turned else ""))
        return found

    def _certain_numbers(self, name: str, node: Node | None) -> dict[str, float]:
        """A mapping of certain numbers above zero; others are faults, and count as 1 so that no more faults follow."""
        if node is None or not node.is_mapping:
            return {}
        read = {key: self._certain(f"{name}.{key}", leaf) for key, leaf in node.value.items()}
        return {key: 1.0 if belief is None else belief.likeliest for key, belief in read.items()}

    def _certain(self, name: str, node: Node) -> Belief | None:
        belief = self.reading.belief(name, node)
        if belief is None:
            return None
        if belief.distribution.DRAWN or belief.likeliest <= 0:
            self._fault(node, name, Sentence("must be one certain number above zero"))
            return None
        self.reading.beliefs[name] = belief
        self.reading.prices[name] = node
        return belief

    def _fault(self, node: Node, name: str, text: str) -> None:
        self.reading.faults.append(node.fault(name, text))
