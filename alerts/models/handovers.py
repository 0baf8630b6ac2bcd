"""The handover of the duty: what is handed over line by line, and who signed it when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Body


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers by what has become of them."""

    def under_way(self) -> "HandoverQuerySet":
        """Keep those that were neither signed nor given up."""
        return self.filter(signed_at__isnull=True, given_up_at__isnull=True)


class Handover(models.Model):
    """One passing of the duty of a body: signed line by line and frozen, or given up and kept."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="handovers", verbose_name=_("organisation")
    )
    outgoing = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties_handed_over",
        verbose_name=_("hands over"),
    )
    incoming = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="duties_taken",
        verbose_name=_("takes over"),
    )
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    as_of = models.DateTimeField(_("as of"))
    notes = models.TextField(_("notes of the officer who hands over"), blank=True)
    noted_at = models.DateTimeField(_("noted"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    given_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_up_because = models.TextField(_("why it was given up"), blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("handover of the duty")
        verbose_name_plural = _("handovers of the duty")
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(signed_at__isnull=True, given_up_at__isnull=True),
                name="one_open_handover",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(given_up_at__isnull=True),
                name="handover_signed_or_given_up",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True)
                | (Q(given_up_by__isnull=False) & ~Q(given_up_because="")),
                name="handover_given_up_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(outgoing__isnull=True) | ~Q(outgoing=F("incoming")),
                name="nobody_hands_over_to_themselves",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-signed_at"], name="handovers_of_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.incoming}"

    def get_absolute_url(self) -> str:
        """Return the page of the handover."""
        return reverse("alerts:handover", kwargs={"pk": self.pk})

    @property
    def is_signed(self) -> bool:
        """Tell whether the duty has passed."""
        return self.signed_at is not None

    @property
    def is_given_up(self) -> bool:
        """Tell whether another was begun in its place before every line was signed."""
        return self.given_up_at is not None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is written here any more."""
        return self.is_signed or self.is_given_up


class HandoverLine(models.Model):
    """One line of a handover: the facts as they stood, and whether it was signed or refused."""

    class Subject(models.TextChoices):
        LEVELS = "levels", _("Levels in force")
        ENDING = "ending", _("Ends within 72 hours")
        SILENT = "silent", _("Organisations that have not answered")
        LATE = "late", _("Late, lapsed or unable")
        CHECKLISTS = "checklists", _("Late lines of checklists")
        MUTES = "mutes", _("Muted notices")
        CONTACTS = "contacts", _("Contacts that do not work")
        REVIEWS = "reviews", _("Consents and reviews still open")
        ROSTER = "roster", _("Gaps in the roster")
        CHANGED = "changed", _("What changed since the last duty")
        NOTES = "notes", _("Notes of the officer who hands over")

    class State(models.TextChoices):
        OPEN = "open", _("to be signed")
        SIGNED = "signed", _("signed")
        REFUSED = "refused", _("refused")

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField(_("order"))
    subject = models.CharField(_("subject"), max_length=12, choices=Subject.choices)
    facts = models.JSONField(_("facts"), default=list, blank=True)
    as_of = models.DateTimeField(_("as of"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply = models.TextField(_("answer to the remark"), blank=True)

    class Meta:
        ordering = ["handover", "order"]
        verbose_name = _("line of a handover")
        verbose_name_plural = _("lines of handovers")
        constraints = [
            models.UniqueConstraint(fields=["handover", "subject"], name="handover_line_once"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="signed_line_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (Q(refused_at__isnull=False) & ~Q(remark="")),
                name="refused_line_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover}: {self.get_subject_display()}"
