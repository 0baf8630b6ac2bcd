"""Forms of the levels: the question pages of a proposal, approval, answers, filters."""

from alerts.forms.answers import AnswerForm, ApprovalForm, ReasonForm, TickForm
from alerts.forms.filters import DecisionFilter
from alerts.forms.proposal import (
    ActionForm,
    CriterionForm,
    GroundForm,
    TermForm,
    TerritoriesForm,
    TextsForm,
)

__all__ = [
    "ActionForm",
    "AnswerForm",
    "ApprovalForm",
    "CriterionForm",
    "DecisionFilter",
    "GroundForm",
    "ReasonForm",
    "TermForm",
    "TerritoriesForm",
    "TextsForm",
    "TickForm",
]
