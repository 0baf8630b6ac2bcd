"""A question that a body asks to put on an agenda, its papers, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from meetings.models.agenda import AgendaItem


class Proposal(models.Model):
    """One question that a body proposes to another that meets, until it is taken or returned."""

    class State(models.TextChoices):
        AWAITED = "awaited", _("before the secretariat")
        POSTPONED = "postponed", _("postponed")
        TAKEN = "taken", _("on an agenda")
        RETURNED = "returned", _("returned")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.AWAITED, State.POSTPONED)
    CHANGEABLE = (*OPEN, State.RETURNED)

    to_body = models.ForeignKey(
        "agencies.Body", models.PROTECT, related_name="+", verbose_name=_("to whom")
    )
    body = models.ForeignKey(
        "agencies.Body", models.PROTECT, related_name="+", verbose_name=_("who proposes")
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    title_kk = models.TextField(_("question, Kazakh"))
    title_ru = models.TextField(_("question, Russian"))
    speaker_kk = models.CharField(_("speaker, Kazakh"), max_length=300, blank=True)
    speaker_ru = models.CharField(_("speaker, Russian"), max_length=300, blank=True)
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes allotted"), default=15)
    draft_decision_kk = models.TextField(_("draft decision, Kazakh"), blank=True)
    draft_decision_ru = models.TextField(_("draft decision, Russian"), blank=True)
    is_closed = models.BooleanField(_("closed question"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.AWAITED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    item = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposed question")
        verbose_name_plural = _("proposed questions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_kk="") & ~Q(title_ru=""),
                name="proposal_is_named_in_kk_and_ru",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", item__isnull=False)
                | (~Q(state="taken") & Q(item__isnull=True)),
                name="taken_proposal_has_its_item",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "returned"]) | ~Q(answer=""),
                name="refused_proposal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.title_ru[:80]}"

    def get_absolute_url(self) -> str:
        """Return the page of the proposal."""
        return reverse("meetings:proposal", kwargs={"pk": self.pk})

    @property
    def title(self) -> str:
        """Return the question in the active language."""
        return in_language(self, "title")

    @property
    def speaker(self) -> str:
        """Return the speaker in the active language."""
        return in_language(self, "speaker")

    @property
    def draft_decision(self) -> str:
        """Return the draft decision in the active language."""
        return in_language(self, "draft_decision")

    @property
    def is_open(self) -> bool:
        """Tell whether the secretariat has still to take it or to return it."""
        return self.state in self.OPEN

    @property
    def may_change(self) -> bool:
        """Tell whether the body that proposed it may still word it anew."""
        return self.state in self.CHANGEABLE


class ProposalPaper(models.Model):
    """One paper that came with a proposal; on an agenda it becomes a material."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=200)
    stored_file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("name of the file"), max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))
    material = models.OneToOneField(
        "meetings.Material", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["proposal", "pk"]
        verbose_name = _("paper with a proposal")
        verbose_name_plural = _("papers with proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "title", "stored_file"], name="one_paper_with_a_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(name=""), name="paper_has_title_and_name"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short_checksum(self) -> str:
        """Return the first letters of the checksum of the file."""
        return self.stored_file.sha256[:12]
