"""The questions of a meeting, and what an outsider learns of a closed one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from meetings.models.meeting import Meeting

CLOSED = {"kk": "жабық мәселе", "ru": "закрытый вопрос"}


class AgendaItem(models.Model):
    """One question on the agenda of one meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"))
    title_kk = models.TextField(_("question, Kazakh"))
    title_ru = models.TextField(_("question, Russian"))
    speaker_kk = models.CharField(_("speaker, Kazakh"), max_length=300, blank=True)
    speaker_ru = models.CharField(_("speaker, Russian"), max_length=300, blank=True)
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes allotted"), default=15)
    draft_decision_kk = models.TextField(_("draft decision, Kazakh"), blank=True)
    draft_decision_ru = models.TextField(_("draft decision, Russian"), blank=True)
    is_closed = models.BooleanField(_("closed question"), default=False)

    is_veiled = False  # a veiled one stands in for a closed question before an outsider

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_item_at_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(title_kk="") & ~Q(title_ru=""), name="item_is_named_in_kk_and_ru"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title_ru}"

    def get_absolute_url(self) -> str:
        """Return the item's place on the agenda page."""
        return reverse("meetings:meeting", kwargs={"pk": self.meeting_id}) + f"#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Return the name of its place on a page."""
        return f"question-{self.position}" if self.is_veiled else f"item-{self.pk}"

    def veiled(self) -> "AgendaItem":
        """Return what an outsider learns of a closed question; no key, so nothing hangs on it."""
        veil = AgendaItem(meeting_id=self.meeting_id, position=self.position)
        veil.title_kk, veil.title_ru = CLOSED["kk"], CLOSED["ru"]
        veil.minutes_allotted, veil.is_closed, veil.is_veiled = 0, True, True
        return veil

    @property
    def title(self) -> str:
        """Return the question in the active language."""
        return str(_("closed question")) if self.is_veiled else in_language(self, "title")

    @property
    def speaker(self) -> str:
        """Return the speaker in the active language."""
        return in_language(self, "speaker")

    @property
    def draft_decision(self) -> str:
        """Return the draft decision in the active language."""
        return in_language(self, "draft_decision")
