"""What must hold before a decision goes out: its paper, its consent, its word, its effect."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Body
from alerts.models import DecisionArea, Exercise, Level, LevelDecision, manager_of
from alerts.models.choices import ACTIONS_WITH_TERM
from alerts.queries.beginnings import brought_to_now
from alerts.queries.chains import follows, taken_back_by
from alerts.queries.consequences import consequences_of, contradictions_of
from alerts.queries.effects import Effect
from alerts.texts import ActSpec, Paper
from alerts.texts.approval import words_missing, words_too_many

WORDS_FOR_RED = frozenset({"red", "красный", "қызыл"})


def locked_proposal(decision: LevelDecision) -> LevelDecision:
    """Return the decision under lock; one that is withdrawn is refused."""
    locked = manager_of(LevelDecision, decision).select_for_update().get(pk=decision.pk)
    if locked.state == LevelDecision.State.WITHDRAWN:
        raise ValidationError(_("This proposal has been withdrawn."))
    return locked


def hold_levels() -> None:
    """Let one publication at a time ask what is in force: each holds the highest headquarters.

    Two proposals share no row of their own; without this, both could find the same levels.
    """
    highest = Body.objects.filter(kind=Body.Kind.REPUBLICAN_HEADQUARTERS).order_by("pk")
    list(highest.select_for_update(no_key=True).values_list("pk"))


def hold_versions() -> None:
    """Let one version of a checklist or a wording be opened at a time: each finds the last one."""
    hold_levels()


def acts_in_order(decision: LevelDecision) -> list[DecisionArea]:
    """Return the acts of a decision as they are numbered."""
    own = manager_of(DecisionArea, decision).filter(decision=decision)
    return brought_to_now(list(own.select_related("territory").order_by("seq")))


def require_word(rank: int, typed_word: str) -> None:
    """Refuse red without its word."""
    if rank == Level.RED and typed_word.strip().lower() not in WORDS_FOR_RED:
        raise ValidationError({"typed_word": _("Type the word of the level: red.")})


def require_consent(decision: LevelDecision) -> None:
    """Refuse what still waits for the consent of a higher headquarters."""
    if decision.is_consent_required and decision.consent_at is None:
        raise ValidationError(_("This proposal has not been given the consent that it needs."))


def require_true_now(acts: Sequence[ActSpec], exercise: Exercise | None = None) -> None:
    """Refuse a proposal that another level in force by now contradicts, or a term that is over."""
    if contradictions := contradictions_of(consequences_of(acts, exercise)):
        raise ValidationError(contradictions)


def require_still_true(effect: Effect) -> None:
    """Refuse to send what has been overtaken: other levels in force, or a term that is over."""
    if effect.contradictions:
        raise ValidationError([*effect.contradictions, what_to_do()])


def what_to_do() -> str:
    """Return what is done with a proposal that has been overtaken."""
    return _("Nothing was sent. Withdraw it and propose it again from what is in force now.")


def require_follows(headquarters: Body, earlier: LevelDecision | None) -> None:
    """Refuse to follow a decision of a headquarters that this one does not decide over."""
    if earlier is not None and not follows(headquarters, earlier):
        raise ValidationError(
            _("Decision %(number)s is of another headquarters: only that one or a wider one "
              "follows it.")
            % {"number": earlier.number}
        )  # fmt: skip
    if earlier is not None and taken_back_by(earlier) is not None:
        raise ValidationError(taken_back(earlier))


def taken_back(earlier: LevelDecision) -> str:
    """Return why nothing follows a decision that was taken back."""
    return _("Decision %(number)s was taken back: nothing of it is in force to be changed.") % {
        "number": earlier.number
    }


def require_shown(effect: Effect, digest: str) -> None:
    """Refuse to send to others than those who were shown."""
    if effect.digest != digest:
        raise ValidationError(
            _(
                "What would change or who would be told is no longer as you saw it. "
                "Nothing was sent: look again."
            )
        )


def require_paper(paper: Paper, acts: Sequence[ActSpec], *, asks_consent: bool = False) -> None:
    """Refuse a paper that lacks a text, an author, a ground, a consent or a date of review."""
    if not paper.text_kk.strip() or not paper.text_ru.strip():
        raise ValidationError(_("A decision needs its text in Kazakh and in Russian."))
    _require_moment(paper, acts)
    if not paper.authority_ru.strip() or not paper.legal_ground.strip():
        raise ValidationError(_("Name who decides, in which capacity, and the legal ground."))
    given = paper.consent_by and paper.consent_at
    if paper.is_consent_required and not given and not asks_consent:
        raise ValidationError({"consent_by": _("Say who gave the consent, and when.")})
    lasting = [act for act in acts if act.action in ACTIONS_WITH_TERM and act.level]
    if any(act.ends_at is None for act in lasting) and paper.review_on is None:
        raise ValidationError({"review_on": _("A level without an end needs a date of review.")})


def _require_moment(paper: Paper, acts: Sequence[ActSpec]) -> None:
    """Refuse texts into which the moment of approval cannot be written, or that wait for none."""
    for language, text in (("kk", paper.text_kk), ("ru", paper.text_ru), ("en", paper.text_en)):
        if missing := words_missing(language, text, acts):
            raise ValidationError(keep_words(missing))
        if words_too_many(language, text, acts):
            raise ValidationError(
                _("The texts speak of the moment of approval, but the beginning is stated: "
                  "correct the texts, or leave the beginning empty.")
            )  # fmt: skip


def keep_words(missing: Sequence[str]) -> str:
    """Return what is asked of a text that has lost the words of the moment."""
    said = ", ".join(f"«{words}»" for words in missing)
    return _("Keep these words: at approval they become the moment itself: %(words)s.") % {
        "words": said
    }


def has_higher(headquarters: Body) -> bool:
    """Tell whether a headquarters has a higher one whose consent can be asked."""
    return headquarters.kind != Body.Kind.REPUBLICAN_HEADQUARTERS
