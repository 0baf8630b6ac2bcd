"""The paper and its acts: one decision on levels, and what it does to each territory."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from agencies.models import Body, Territory
from alerts.models.choices import (
    ACTIONS_WITH_TERM,
    COLOURS,
    CRITERIA,
    Action,
    Criterion,
    Level,
)
from notices.models import Notice


class RealDecisions(models.Manager["LevelDecision"]):
    """The decisions of the real world; exercises are another."""

    def get_queryset(self) -> models.QuerySet["LevelDecision"]:
        """Leave exercises out."""
        return super().get_queryset().filter(is_exercise=False)


class ExerciseDecisions(models.Manager["LevelDecision"]):
    """The only door to the decisions of exercises."""

    def get_queryset(self) -> models.QuerySet["LevelDecision"]:
        """Keep exercises alone."""
        return super().get_queryset().filter(is_exercise=True)


class LevelDecision(models.Model):
    """One paper: who decided on which ground, with whose consent, in which words, and when."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for approval")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Origin(models.TextChoices):
        TWO_PERSON = "two_person", _("proposed by one person, approved by another")
        BREAK_GLASS = "break_glass", _("one person in an emergency")
        BY_TELEPHONE = "by_telephone", _("approved by telephone")
        REGISTERED = "registered", _("registered from a letter")
        CORRECTION = "correction", _("correction of a decision sent by mistake")
        IMPORTED = "imported", _("public record")

    TWO_PEOPLE = (Origin.TWO_PERSON, Origin.BY_TELEPHONE)
    ONE_PERSON = (Origin.BREAK_GLASS, Origin.CORRECTION)

    number = models.CharField(_("number"), max_length=60)
    headquarters = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="level_decisions",
        verbose_name=_("headquarters"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    origin = models.CharField(
        _("origin"), max_length=12, choices=Origin.choices, default=Origin.TWO_PERSON
    )
    authority_kk = models.CharField(
        _("decided by, in which capacity (Kazakh)"), max_length=300, blank=True
    )
    authority_ru = models.CharField(
        _("decided by, in which capacity (Russian)"), max_length=300, blank=True
    )
    legal_ground = models.CharField(_("legal ground"), max_length=300, blank=True)
    is_consent_required = models.BooleanField(_("consent is required"), default=False)
    consent_by = models.CharField(_("consent given by"), max_length=300, blank=True)
    consent_at = models.DateTimeField(_("consent given"), null=True, blank=True)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    text_ru = models.TextField(_("text in Russian"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    is_operation_regime = models.BooleanField(
        _("regime of a counter-terrorist operation"), default=False
    )
    source = models.CharField(
        _("received from: letter or blank form, its number and date"), max_length=300, blank=True
    )
    emergency_reason = models.TextField(_("why one person decided"), blank=True)
    review_on = models.DateField(_("date of review"), null=True, blank=True)
    answers_needed = models.PositiveSmallIntegerField(
        _("answers after which the ladder ends"), null=True, blank=True
    )
    is_exercise = models.BooleanField(_("exercise"), default=False)
    exercise = models.ForeignKey(
        "alerts.Exercise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exercise"),
    )
    refers_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_decisions",
        verbose_name=_("refers to"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(_("why withdrawn"), blank=True)
    sent_digest = models.CharField(_("checksum of the addressees"), max_length=64, blank=True)
    notice = models.OneToOneField(
        Notice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="level_decision",
        verbose_name=_("notice"),
    )

    objects: ClassVar[models.Manager["LevelDecision"]] = RealDecisions()
    exercises: ClassVar[models.Manager["LevelDecision"]] = ExerciseDecisions()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("decision on levels")
        verbose_name_plural = _("decisions on levels")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=~Q(origin__in=("two_person", "by_telephone"), state="published")
                | Q(proposed_by__isnull=False, approved_by__isnull=False),
                name="published_decision_has_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(origin__in=("two_person", "by_telephone"))
                | Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("proposed_by"))
                    & (Q(proposed_for__isnull=True) | ~Q(approved_by=F("proposed_for")))
                    & (Q(approved_for__isnull=True) | ~Q(approved_for=F("proposed_by")))
                    & (
                        Q(approved_for__isnull=True)
                        | Q(proposed_for__isnull=True)
                        | ~Q(approved_for=F("proposed_for"))
                    )
                ),
                name="approver_is_not_the_proposer",
            ),
            models.CheckConstraint(
                condition=~Q(origin="break_glass", state="published")
                | Q(approved_by__isnull=False, approved_by=F("proposed_by")),
                name="break_glass_is_one_person",
            ),
            models.CheckConstraint(
                condition=~Q(origin="break_glass", state="published") | ~Q(emergency_reason=""),
                name="break_glass_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(origin="registered", state="published")
                | Q(proposed_by__isnull=False, received_at__isnull=False),
                name="registered_decision_was_received",
            ),
            models.CheckConstraint(
                condition=~Q(origin="registered", state="published")
                | (~Q(source="") & Q(decided_at__isnull=False, approved_by__isnull=True)),
                name="registered_decision_names_its_source",
            ),
            models.CheckConstraint(
                condition=~Q(origin="correction")
                | (
                    ~Q(emergency_reason="")
                    & Q(refers_to__isnull=False)
                    & (Q(approved_by__isnull=True) | Q(approved_by=F("proposed_by")))
                ),
                name="correction_is_one_person_and_says_of_what",
            ),
            models.CheckConstraint(
                condition=~Q(origin="correction", state="published")
                | Q(approved_by__isnull=False),
                name="published_correction_names_who_sent_it",
            ),
            models.CheckConstraint(
                condition=Q(origin="imported")
                | Q(headquarters__isnull=False, proposed_by__isnull=False),
                name="decision_has_headquarters_and_author",
            ),
            models.CheckConstraint(
                condition=Q(origin="imported")
                | ~Q(state="published")
                | (
                    ~Q(text_kk="")
                    & ~Q(text_ru="")
                    & ~Q(authority_ru="")
                    & ~Q(legal_ground="")
                    & Q(published_at__isnull=False)
                ),
                name="published_decision_speaks_both_languages",
            ),
            models.CheckConstraint(
                condition=~Q(is_consent_required=True, state="published")
                | (Q(consent_at__isnull=False) & ~Q(consent_by="")),
                name="required_consent_was_given",
            ),
            models.CheckConstraint(
                condition=Q(is_exercise=True, exercise__isnull=False)
                | Q(is_exercise=False, exercise__isnull=True),
                name="exercise_decision_names_its_exercise",
            ),
            models.CheckConstraint(
                condition=Q(answers_needed__isnull=True) | Q(answers_needed__gte=1),
                name="ladder_needs_at_least_one_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
                name="withdrawn_decision_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposed_at"], condition=Q(state="proposed"), name="decisions_proposed"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the card of the decision, in its own world."""
        if self.is_exercise:
            return reverse("alerts:exercise-level", kwargs={"pk": self.pk})
        return reverse("alerts:decision", kwargs={"pk": self.pk})

    def get_board_url(self) -> str:
        """Return the board of the decision, in its own world."""
        name = "alerts:exercise-board" if self.is_exercise else "alerts:board"
        return reverse(name, kwargs={"pk": self.pk})

    @property
    def authority(self) -> str:
        """Return who decided, in the reader's language."""
        return in_language(self, "authority")

    @property
    def text(self) -> str:
        """Return the official text in the reader's language."""
        return in_language(self, "text")

    @property
    def is_proposed(self) -> bool:
        """Tell whether the decision waits for another person's approval."""
        return self.state == self.State.PROPOSED

    @property
    def is_published(self) -> bool:
        """Tell whether the decision has gone out and never changes any more."""
        return self.state == self.State.PUBLISHED

    @property
    def is_correction(self) -> bool:
        """Tell whether the decision takes back one that was sent by mistake."""
        return self.origin == self.Origin.CORRECTION

    @property
    def is_one_person(self) -> bool:
        """Tell whether one person alone decided it, so that another reviews it."""
        return self.origin in self.ONE_PERSON

    @property
    def is_imported(self) -> bool:
        """Tell whether the decision comes from the public record."""
        return self.origin == self.Origin.IMPORTED

    @property
    def known_at(self) -> object:
        """Return when the house learned of the decision."""
        return self.received_at or self.published_at or self.announced_at


def _criterion_fits_the_colour() -> Q:
    fits = Q(criterion="")
    for level, criteria in CRITERIA.items():
        fits |= Q(level=level, criterion__in=[str(one) for one in criteria])
    return fits


class RealActs(models.Manager["DecisionArea"]):
    """The acts of the real world."""

    def get_queryset(self) -> models.QuerySet["DecisionArea"]:
        """Leave the acts of exercises out."""
        return super().get_queryset().filter(decision__is_exercise=False)


class ExerciseActs(models.Manager["DecisionArea"]):
    """The only door to the acts of exercises."""

    def get_queryset(self) -> models.QuerySet["DecisionArea"]:
        """Keep the acts of exercises alone."""
        return super().get_queryset().filter(decision__is_exercise=True)


class DecisionArea(models.Model):
    """One act: what a decision does to one territory, from when and until when; only added."""

    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="areas")
    seq = models.PositiveIntegerField(_("order"))
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="level_acts", verbose_name=_("territory")
    )
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    level_before = models.PositiveSmallIntegerField(
        _("level before"), choices=Level.choices, default=Level.NONE
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    criterion = models.CharField(
        _("criterion"), max_length=16, choices=Criterion.choices, blank=True
    )
    starts_at = models.DateTimeField(_("in force from"))
    is_from_approval = models.BooleanField(
        _("waits for its approval to begin"),
        default=False,
        help_text=_("Publication writes the moment in."),
    )
    start_precision = models.CharField(_("precision of the start"), max_length=200, blank=True)
    term_text = models.CharField(_("term in words"), max_length=300, blank=True)
    stated_end = models.DateTimeField(_("stated end"), null=True, blank=True)
    computed_end = models.DateTimeField(_("computed end"), null=True, blank=True)
    ends_at = models.DateTimeField(_("in force until"), null=True, blank=True)
    known_at = models.DateTimeField(_("known since"), null=True, blank=True)
    source = models.JSONField(_("row of the public record"), default=dict, blank=True)

    objects: ClassVar[models.Manager["DecisionArea"]] = RealActs()
    exercises: ClassVar[models.Manager["DecisionArea"]] = ExerciseActs()

    class Meta:
        ordering = ["decision", "seq"]
        verbose_name = _("act of a decision")
        verbose_name_plural = _("acts of decisions")
        constraints = [
            models.UniqueConstraint(fields=["decision", "seq"], name="act_once_per_decision"),
            models.CheckConstraint(
                condition=_criterion_fits_the_colour(), name="criterion_fits_the_colour"
            ),
            models.CheckConstraint(
                condition=~Q(action__in=("set", "raise")) | Q(level__in=[int(c) for c in COLOURS]),
                name="set_and_raise_name_a_colour",
            ),
            models.CheckConstraint(
                condition=~Q(action__in=[str(one) for one in ACTIONS_WITH_TERM])
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="level_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "seq"], name="acts_in_order"),
            models.Index(fields=["territory", "starts_at"], name="acts_of_a_territory"),
        ]

    def __str__(self) -> str:
        return f"{self.decision.number}/{self.seq}"

    @property
    def level_word(self) -> str:
        """Return the colour as the templates ask for it."""
        return Level(self.level).word

    @property
    def has_term(self) -> bool:
        """Tell whether the act sets an end or leaves it open."""
        return self.action in ACTIONS_WITH_TERM
