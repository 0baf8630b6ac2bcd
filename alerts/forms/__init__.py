"""Forms of the levels: the question pages of a proposal, approval, answers, filters."""

from alerts.forms.answers import AnswerForm, ReasonForm, TickForm
from alerts.forms.checklists import (
    ChecklistFormSet,
    LineAnswerForm,
    LineTaskForm,
    lines_of,
)
from alerts.forms.duty import (
    AnewForm,
    DecisionOnReplacementForm,
    NotesForm,
    PatternForm,
    RemarkForm,
    ReplacementForm,
    ReplyForm,
    StretchForm,
)
from alerts.forms.filters import DecisionFilter, ListFilter
from alerts.forms.papers import (
    AloneForm,
    ApprovalForm,
    CallConfirmationForm,
    ConsentForm,
    CorrectionForm,
    ReviewForm,
    SendingForm,
    SourceForm,
    TelephoneForm,
)
from alerts.forms.progress import ProgressForm
from alerts.forms.proposal import (
    ActionForm,
    AnswersNeededForm,
    CriterionForm,
    GroundForm,
    TermForm,
    TerritoriesForm,
    TextsForm,
)
from alerts.forms.publicity import InstantsForm, PublicationForm, WordingForm

__all__ = [
    "ActionForm",
    "AloneForm",
    "AnewForm",
    "AnswerForm",
    "AnswersNeededForm",
    "ApprovalForm",
    "CallConfirmationForm",
    "ChecklistFormSet",
    "ConsentForm",
    "CorrectionForm",
    "CriterionForm",
    "DecisionFilter",
    "DecisionOnReplacementForm",
    "GroundForm",
    "InstantsForm",
    "LineAnswerForm",
    "LineTaskForm",
    "ListFilter",
    "NotesForm",
    "PatternForm",
    "ProgressForm",
    "PublicationForm",
    "ReasonForm",
    "RemarkForm",
    "ReplacementForm",
    "ReplyForm",
    "ReviewForm",
    "SendingForm",
    "SourceForm",
    "StretchForm",
    "TelephoneForm",
    "TermForm",
    "TerritoriesForm",
    "TextsForm",
    "TickForm",
    "WordingForm",
    "lines_of",
]
