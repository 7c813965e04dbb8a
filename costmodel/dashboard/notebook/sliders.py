"""Sliders in a notebook: a few assumptions to be moved, and below them the figures that follow, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import ipywidgets
import numpy as np

from costmodel import Assumptions, AssumptionsError, Estimate, load, pictures
from costmodel.dashboard.notebook.look import made, sheet
from costmodel.errors import did_you_mean
from costmodel.estimates.first_estimate import given_amount
from costmodel.estimates.result import estimate
from costmodel.files.categories import cost_categories
from costmodel.files.levers import Lever, Track, levers, percents, shown, track
from costmodel.language.beliefs import with_unit, written_number
from costmodel.language.faults import sentences
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts, translated
from costmodel.pictures.markup import Markup, join, tag
from costmodel.simulation.ledger import SCOPES
from costmodel.workshop.runs import AT_REST, MOVING, SEED

OFTEN = (0.5, 0.8)  # in how many cases an amount is to be enough
MONTHS = "go_live"
STILL = 0.3  # seconds without a step that count as rest: whoever pulls a handle makes several a second
Picture = Literal["distribution", "categories"]


class Levers:
    """Sliders with the figures that follow from them. Made by `lever`; shows itself at the end of a cell.

    While a slider moves, the figures are rough; what stands at rest is what the dashboard says of the same case.

    Attributes:
        box: the widgets, for a page of one's own.
        sliders: the name of the assumption -> its slider, in the unit that people read (per cent for shares).
        start: the assumptions before anything was moved.
        assumptions: as they are now; for `estimate` and `save_scenario`.
        holding: the sliders that were moved last, and keep their estimate.
        fault: what is wrong with the place of a slider, in a sentence; the figures are then those of before.
    """

    holding: ClassVar[Any] = None

    def __init__(
        self,
        chosen: Sequence[Lever],
        assumptions: Assumptions,
        of: Sequence[str],
        says: Language,
        picture: Picture | None,
    ) -> None:
        self.start = self.assumptions = translated(assumptions, says.code)
        self.fault = ""
        self._says, self._of, self._picture = says, of, picture
        self._tracks = {one.name: track(one, self.start[one.name]) for one in chosen}
        self._told = texts(says.code, assumptions.folders)
        self._of_what, self._samples = self.start, AT_REST
        self._held: Estimate | None = None
        self._before = {AT_REST: self._figures()}
        self._resting: asyncio.TimerHandle | None = None
        self.sliders = {name: self._slider(name, where) for name, where in self._tracks.items()}
        self._back = made(ipywidgets.Button, description=says("lever reset"), disabled=True)
        self._back.on_click(lambda _: self.reset())
        self._shown = made(ipywidgets.HTML)
        self.box = made(ipywidgets.VBox, [sheet(), *self.sliders.values(), self._back, self._shown])
        self.box.add_class("cm-workshop")
        self.box.add_class("cm-levers")
        self._show()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)

    # -- moving -----------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """All sliders back where they were at the start."""
        for name, slider in self.sliders.items():
            slider.unobserve(self._moved, "value")
            slider.value = self._tracks[name].home
            slider.observe(self._moved, "value")
        self._moved({})

    def _slider(self, name: str, where: Track) -> Any:
        slider = made(
            ipywidgets.FloatSlider,
            value=where.home,
            min=where.low,
            max=where.high,
            step=where.step,
            readout=False,
            description_allow_html=False,
        )
        slider.description = self._described(name)
        slider.observe(self._moved, "value")
        return slider

    def _moved(self, _change: object) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        try:
            self._resting = asyncio.get_running_loop().call_later(STILL, self.rest)
        except RuntimeError:  # no loop, as in a script: nothing could come later
            self.rest()
        else:
            self._follow(MOVING)

    def rest(self) -> None:
        """The figures of the places where the sliders stand, as the dashboard has them."""
        self._follow(AT_REST)

    @property
    def estimate(self) -> Estimate:
        """What follows from the assumptions; of all sliders only those that were moved last keep it.

        An estimate is large, and a viewer may open as many sliders as a notebook has.
        """
        if Levers.holding not in (None, self):
            Levers.holding.let_go()
        Levers.holding = self
        if self._held is None:
            self._held = estimate(self._of_what, self._samples, SEED)
        return self._held

    def let_go(self) -> None:
        """Keep the estimate no longer; it is worked out again when somebody asks for it."""
        self._held = None

    def _figures(self) -> Mapping[str, tuple[float, ...]]:
        return {of: figures(self.estimate, of) for of in self._of}

    def _work_out(self, of_what: Assumptions, samples: int) -> None:
        """From now on the estimate is this one; where it cannot be made, the one of before stays."""
        made = estimate(of_what, samples, SEED)
        self._of_what, self._samples, self._held = of_what, samples, made

    def _follow(self, samples: int) -> None:
        places = {name: self._tracks[name].placed(slider.value) for name, slider in self.sliders.items()}
        moved = {name: at / self._tracks[name].per for name, at in places.items() if at != self._tracks[name].home}
        try:
            if samples not in self._before:
                self._work_out(self.start, samples)
                self._before[samples] = self._figures()
            self.assumptions = self.start.with_likeliest(moved) if moved else self.start
            self._work_out(self.assumptions, samples)
            self.fault = ""
        except (AssumptionsError, ArithmeticError) as fault:
            self.fault = "; ".join(sentences(fault, self._says))
        self._back.disabled = not moved
        for name, slider in self.sliders.items():
            slider.description = self._described(name)
        self._show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def _described(self, name: str) -> str:
        belief = self.assumptions[name]
        value = percents(belief) * shown(belief)
        if belief.unit == "switch":
            written = self._says("yes" if value > 0 else "no")
        else:
            written = with_unit(written_number(value, self._says), belief, self._told)
        return f"{belief.meaning}: {written}"

    def _show(self) -> None:
        fault = [tag("p", self._says("lever fault", faults=self.fault), class_="cm-wrong", role="alert")]
        drawn = tag("div", self._drawn(), class_="cm-plot")
        self._shown.value = join(*(fault if self.fault else []), self._table(), drawn)

    def _table(self) -> Markup:
        says = self._says
        odds = [says.of_ten(share) for share in OFTEN]
        headings = [says("lever mean"), *(says("lever enough", odds=one) for one in odds)]
        headings.append(says("lever change", odds=odds[-1]))
        head = [tag("th", says("lever figure"), scope="col", class_="cm-words")]
        head += [tag("th", words, scope="col") for words in headings]
        return tag(
            "div",
            tag(
                "table",
                tag("thead", tag("tr", *head)),
                tag("tbody", *map(self._row, self._of)),
                class_="cm-table cm-follows",
            ),
            class_="cm-scroll",
            role="status",
            aria_label=says("lever says"),
        )

    def _row(self, of: str) -> Markup:
        values = figures(self.estimate, of)
        change = values[-1] - self._before[self._samples][of][-1]
        cells = [tag("td", self._written(value, of), class_="cm-figure") for value in values]
        moved = (
            self._says.signed_length(change) if of == MONTHS else self._says.signed_amount(change, self.start.currency)
        )
        return tag("tr", tag("th", self._name(of), scope="row", class_="cm-words"), *cells, tag("td", moved))

    def _name(self, of: str) -> str:
        says = self._says
        return says("lever category", category=says.name(of)) if of in cost_categories() else says(f"lever {of}")

    def _written(self, value: float, of: str) -> str:
        return self._says.number(value, 1) if of == MONTHS else self._says.amount(value, self.start.currency)

    def _drawn(self) -> Markup:
        est, currency = self.estimate, self.start.currency
        if self._picture == "distribution":
            return pictures.distribution(est.to_go_live, given_amount(est), self._says, currency)
        if self._picture == "categories":
            means: dict[tuple[str, str], float] = {
                (name, scope): float(np.mean(est.figures[f"{scope} {name}"]))
                for name in cost_categories()
                for scope in SCOPES
            }
            return pictures.categories(means, self._says, currency)
        return join()


def figures(est: Estimate, of: str) -> tuple[float, ...]:
    """The mean of a figure, and what is enough in 5 and in 8 of 10 cases; names as for `Estimate.quantile`."""
    return (float(np.mean(est.figure(of))), *(est.quantile(share, of) for share in OFTEN))


def lever(
    names: str | Lever | Iterable[str | Lever],
    assumptions: Assumptions | None = None,
    of: str | Sequence[str] = ("to_go_live", "go_live"),
    language: str = "en",
    picture: Picture | None = "distribution",
) -> Levers:
    """One slider or several, and below them what follows: on average, and enough in 5 and in 8 of 10 cases.

    A slider moves the likeliest value (of an event its chance) and keeps the relative spread. Its ends are those of
    levers.yaml where the assumption has a slider on the dashboard, else they follow from the belief.

    Args:
        names: of the assumptions, or levers with ends of their own.
        assumptions: to start from; the shipped ones unless told.
        of: the figures: "to_go_live", "after_go_live", "total", "go_live" (months), or categories (whole life).
        language: of the language, one of `languages()`.
        picture: of the cost to go-live as it spreads, or of all categories; None for figures alone.

    Raises:
        ValueError: no name, a name or a figure that is none, or another picture; all of it at once.
    """
    start, says = assumptions if assumptions is not None else load(), language_of(language)
    asked = [names] if isinstance(names, str | Lever) else list(names)
    wanted = [of] if isinstance(of, str) else list(of)
    faults = list(_faults(asked, start, wanted, picture))
    if faults:
        raise ValueError("; ".join(faults))
    known = _known(start)
    chosen = [one if isinstance(one, Lever) else known.get(one, Lever(name=one)) for one in asked]
    return Levers(chosen, start, wanted, says, picture)


def _known(assumptions: Assumptions) -> Mapping[str, Lever]:
    """The sliders that the dashboard has, by the name of the assumption; what is wrong in that file is its concern."""
    groups = levers(assumptions.folders, assumptions, [])
    return {one.name: one for group in groups.values() for one in group.sliders}


def _faults(
    asked: Sequence[str | Lever], start: Assumptions, of: Sequence[str], picture: Picture | None
) -> Iterable[str]:
    if not asked:
        yield "name at least one assumption to be moved"
    for one in asked:
        name = one.name if isinstance(one, Lever) else one
        if name not in start:
            yield f"no assumption {name!r}{did_you_mean(name, list(start))}"
    figures_there = ("to_go_live", "after_go_live", "total", MONTHS, *cost_categories())
    for name in of:
        if name not in figures_there:
            yield f"no figure {name!r}{did_you_mean(name, figures_there)}; there are {', '.join(figures_there)}"
    if picture not in ("distribution", "categories", None):
        yield f"no picture {picture!r}; there are distribution, categories and None"
