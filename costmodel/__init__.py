"""What a machine-learning initiative really costs, and when it goes live: cost and schedule from one simulation.

>>> import costmodel as cm
>>> est = cm.estimate(cm.load())  # doctest: +SKIP
>>> est.quantile(0.8, of="to_go_live")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from warnings import warn

from costmodel.version import __version__

if TYPE_CHECKING:  # what a type checker and an editor see; at run time each is loaded when it is first asked for
    from costmodel.beliefs.belief import Belief as Belief
    from costmodel.beliefs.correlation import CorrelationRepaired as CorrelationRepaired
    from costmodel.beliefs.correlation import nearest_correlation as nearest_correlation
    from costmodel.beliefs.correlation import rank_correlation as rank_correlation
    from costmodel.beliefs.sampling import draw as draw
    from costmodel.control.actuals import export_samples as export_samples
    from costmodel.control.actuals import read_actuals as read_actuals
    from costmodel.control.actuals import read_files as read_files
    from costmodel.control.baseline import Baseline as Baseline
    from costmodel.control.baseline import load_baseline as load_baseline
    from costmodel.control.baseline import save_baseline as save_baseline
    from costmodel.control.bill_reading import read_bill as read_bill
    from costmodel.control.booking import Booking as Booking
    from costmodel.control.booking import book as book
    from costmodel.control.cloud_bill import Bill as Bill
    from costmodel.control.earned_value_management import EarnedValue as EarnedValue
    from costmodel.control.earned_value_management import earned_from_plan as earned_from_plan
    from costmodel.control.earned_value_management import earned_value as earned_value
    from costmodel.control.exports import Export as Export
    from costmodel.control.exports import read_export as read_export
    from costmodel.control.forecast_update import Reforecast as Reforecast
    from costmodel.control.forecast_update import reforecast as reforecast
    from costmodel.control.plan_and_actual import plan_against_actual as plan_against_actual
    from costmodel.control.staffing import StaffingPlan as StaffingPlan
    from costmodel.control.staffing import staffing_plan as staffing_plan
    from costmodel.costs.shared.compute import chip_hours as chip_hours
    from costmodel.costs.shared.compute import training_flop as training_flop
    from costmodel.decisions.actions import best_actions as best_actions
    from costmodel.decisions.actions import capability_steps as capability_steps
    from costmodel.decisions.change_bridge import bridge as bridge
    from costmodel.decisions.comparison import Comparison as Comparison
    from costmodel.decisions.comparison import compare as compare
    from costmodel.decisions.confidence import chance_of_point_estimate as chance_of_point_estimate
    from costmodel.decisions.confidence import contingency as contingency
    from costmodel.decisions.confidence import frontier as frontier
    from costmodel.decisions.confidence import stage_budgets as stage_budgets
    from costmodel.decisions.decomposition import first_order as first_order
    from costmodel.decisions.held_back import release as release
    from costmodel.decisions.held_back import reserves as reserves
    from costmodel.decisions.information import value_of_information as value_of_information
    from costmodel.decisions.information import value_of_information_for as value_of_information_for
    from costmodel.decisions.mitigations import risks as risks
    from costmodel.decisions.sensitivity import drivers as drivers
    from costmodel.decisions.sensitivity import tornado as tornado
    from costmodel.decisions.shorter_waits import waits as waits
    from costmodel.elicitation.answers import apart_table as apart_table
    from costmodel.elicitation.answers import levels_table as levels_table
    from costmodel.elicitation.answers import questions_table as questions_table
    from costmodel.elicitation.answers import steps_table as steps_table
    from costmodel.elicitation.answers import views_table as views_table
    from costmodel.elicitation.calibration import Calibration as Calibration
    from costmodel.elicitation.calibration import score_calibration as score_calibration
    from costmodel.elicitation.key_questions import questions as questions
    from costmodel.elicitation.levels import Aggregation as Aggregation
    from costmodel.elicitation.levels import aggregate as aggregate
    from costmodel.elicitation.pooling import Pooled as Pooled
    from costmodel.elicitation.pooling import average_quantiles as average_quantiles
    from costmodel.elicitation.pooling import pool as pool
    from costmodel.elicitation.quiz_questions import Question as Question
    from costmodel.elicitation.quiz_questions import calibration_questions as calibration_questions
    from costmodel.errors import AssumptionsError as AssumptionsError
    from costmodel.errors import Fault as Fault
    from costmodel.estimates.result import Estimate as Estimate
    from costmodel.estimates.result import estimate as estimate
    from costmodel.estimates.result import likeliest as likeliest
    from costmodel.files.assumptions import Assumptions as Assumptions
    from costmodel.files.loading import load as load
    from costmodel.files.own_scenario import save_scenario as save_scenario
    from costmodel.files.questionnaires import Questionnaire as Questionnaire
    from costmodel.files.questionnaires import questionnaire as questionnaire
    from costmodel.files.scenario import scenarios as scenarios
    from costmodel.finance.benefit_case import Benefits as Benefits
    from costmodel.finance.benefit_case import benefits as benefits
    from costmodel.finance.benefit_case import benefits_by_period as benefits_by_period
    from costmodel.finance.capitalisation import Capitalisation as Capitalisation
    from costmodel.finance.capitalisation import capital_and_operating as capital_and_operating
    from costmodel.finance.cash import CashView as CashView
    from costmodel.finance.cash import cash_view as cash_view
    from costmodel.finance.chart_of_accounts import accounts as accounts
    from costmodel.finance.discounting import PresentValue as PresentValue
    from costmodel.finance.discounting import present_value as present_value
    from costmodel.finance.money_by_period import escalated_cash_flow as escalated_cash_flow
    from costmodel.finance.money_by_period import prices_of_the_day as prices_of_the_day
    from costmodel.language.translations import Texts as Texts
    from costmodel.language.translations import texts as texts
    from costmodel.language.translations import translated as translated
    from costmodel.portfolio.choice import Choice as Choice
    from costmodel.portfolio.choice import choose as choose
    from costmodel.portfolio.effect import portfolio_effect as portfolio_effect
    from costmodel.portfolio.loading import load_portfolio as load_portfolio
    from costmodel.portfolio.portfolio import Portfolio as Portfolio
    from costmodel.portfolio.result import PortfolioEstimate as PortfolioEstimate
    from costmodel.portfolio.result import estimate_portfolio as estimate_portfolio
    from costmodel.review.folder import check as check
    from costmodel.review.own_projects import Project as Project
    from costmodel.review.own_projects import closed_projects as closed_projects
    from costmodel.review.own_projects import coverage as coverage
    from costmodel.review.quality_gate import Quality as Quality
    from costmodel.review.quality_gate import quality as quality
    from costmodel.review.reference_forecast import OutsideView as OutsideView
    from costmodel.review.reference_forecast import outside_view as outside_view
    from costmodel.simulation.levelling import levelled_pass as levelled_pass
    from costmodel.simulation.network import criticality as criticality
    from costmodel.simulation.network import forward_pass as forward_pass
    from costmodel.workshop.faulty_input import faults as faults
    from costmodel.workshop.filled_forms import read_questionnaires as read_questionnaires
    from costmodel.workshop.forms import example_answers as example_answers
    from costmodel.workshop.forms import write_questionnaire as write_questionnaire
    from costmodel.workshop.tables import assumption_table as assumption_table
    from costmodel.workshop.tables import hidden_work as hidden_work
    from costmodel.workshop.tables import scenario_table as scenario_table

# Where each name is; nothing of it is loaded before somebody asks.
_DOORS = {
    "costmodel.beliefs.belief": ("Belief",),
    "costmodel.beliefs.correlation": (
        "CorrelationRepaired",
        "nearest_correlation",
        "rank_correlation",
    ),
    "costmodel.beliefs.sampling": ("draw",),
    "costmodel.control.actuals": (
        "export_samples",
        "read_actuals",
        "read_files",
    ),
    "costmodel.control.baseline": (
        "Baseline",
        "load_baseline",
        "save_baseline",
    ),
    "costmodel.control.bill_reading": ("read_bill",),
    "costmodel.control.booking": (
        "Booking",
        "book",
    ),
    "costmodel.control.cloud_bill": ("Bill",),
    "costmodel.control.earned_value_management": (
        "EarnedValue",
        "earned_from_plan",
        "earned_value",
    ),
    "costmodel.control.exports": (
        "Export",
        "read_export",
    ),
    "costmodel.control.forecast_update": (
        "Reforecast",
        "reforecast",
    ),
    "costmodel.control.plan_and_actual": ("plan_against_actual",),
    "costmodel.control.staffing": (
        "StaffingPlan",
        "staffing_plan",
    ),
    "costmodel.costs.shared.compute": (
        "chip_hours",
        "training_flop",
    ),
    "costmodel.decisions.actions": (
        "best_actions",
        "capability_steps",
    ),
    "costmodel.decisions.change_bridge": ("bridge",),
    "costmodel.decisions.comparison": (
        "Comparison",
        "compare",
    ),
    "costmodel.decisions.confidence": (
        "chance_of_point_estimate",
        "contingency",
        "frontier",
        "stage_budgets",
    ),
    "costmodel.decisions.decomposition": ("first_order",),
    "costmodel.decisions.information": (
        "value_of_information",
        "value_of_information_for",
    ),
    "costmodel.decisions.mitigations": ("risks",),
    "costmodel.decisions.held_back": (
        "release",
        "reserves",
    ),
    "costmodel.decisions.sensitivity": (
        "drivers",
        "tornado",
    ),
    "costmodel.decisions.shorter_waits": ("waits",),
    "costmodel.elicitation.answers": (
        "apart_table",
        "levels_table",
        "questions_table",
        "steps_table",
        "views_table",
    ),
    "costmodel.elicitation.calibration": (
        "Calibration",
        "score_calibration",
    ),
    "costmodel.elicitation.key_questions": ("questions",),
    "costmodel.elicitation.levels": (
        "Aggregation",
        "aggregate",
    ),
    "costmodel.elicitation.pooling": (
        "Pooled",
        "average_quantiles",
        "pool",
    ),
    "costmodel.elicitation.quiz_questions": (
        "Question",
        "calibration_questions",
    ),
    "costmodel.errors": (
        "AssumptionsError",
        "Fault",
    ),
    "costmodel.estimates.result": (
        "Estimate",
        "estimate",
        "likeliest",
    ),
    "costmodel.files.assumptions": ("Assumptions",),
    "costmodel.files.loading": ("load",),
    "costmodel.files.own_scenario": ("save_scenario",),
    "costmodel.files.questionnaires": (
        "Questionnaire",
        "questionnaire",
    ),
    "costmodel.files.scenario": ("scenarios",),
    "costmodel.finance.benefit_case": (
        "Benefits",
        "benefits",
        "benefits_by_period",
    ),
    "costmodel.finance.capitalisation": (
        "Capitalisation",
        "capital_and_operating",
    ),
    "costmodel.finance.cash": (
        "CashView",
        "cash_view",
    ),
    "costmodel.finance.chart_of_accounts": ("accounts",),
    "costmodel.finance.discounting": (
        "PresentValue",
        "present_value",
    ),
    "costmodel.finance.money_by_period": (
        "escalated_cash_flow",
        "prices_of_the_day",
    ),
    "costmodel.language.translations": (
        "Texts",
        "texts",
        "translated",
    ),
    "costmodel.portfolio.choice": (
        "Choice",
        "choose",
    ),
    "costmodel.portfolio.effect": ("portfolio_effect",),
    "costmodel.portfolio.loading": ("load_portfolio",),
    "costmodel.portfolio.portfolio": ("Portfolio",),
    "costmodel.portfolio.result": (
        "PortfolioEstimate",
        "estimate_portfolio",
    ),
    "costmodel.review.folder": ("check",),
    "costmodel.review.own_projects": (
        "Project",
        "closed_projects",
        "coverage",
    ),
    "costmodel.review.quality_gate": (
        "Quality",
        "quality",
    ),
    "costmodel.review.reference_forecast": (
        "OutsideView",
        "outside_view",
    ),
    "costmodel.simulation.levelling": ("levelled_pass",),
    "costmodel.simulation.network": (
        "criticality",
        "forward_pass",
    ),
    "costmodel.workshop.faulty_input": ("faults",),
    "costmodel.workshop.filled_forms": ("read_questionnaires",),
    "costmodel.workshop.forms": (
        "example_answers",
        "write_questionnaire",
    ),
    "costmodel.workshop.tables": (
        "assumption_table",
        "hidden_work",
        "scenario_table",
    ),
}
_HOME = {name: module for module, names in _DOORS.items() for name in names}
# Modules that stood here until November 2026, and where they went.
_MOVED = {
    "contents": "costmodel.report.contents",
    "page": "costmodel.report",
    "sentences": "costmodel.report.sentences",
    "workbook": "costmodel.report.workbook",
}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - names of the table above


def __getattr__(name: str) -> Any:
    if name in _HOME:
        found = globals()[name] = getattr(import_module(_HOME[name]), name)
        return found
    if name in _MOVED:
        warn(f"costmodel.{name} is {_MOVED[name]} now", DeprecationWarning, stacklevel=2)
        return import_module(_MOVED[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
