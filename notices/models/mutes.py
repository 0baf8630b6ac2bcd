"""Silence that somebody orders for a while, with a reason and an end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, User
from audit import clock


class Mute(models.Model):
    """One person or body that an issuer's notices do not ring until an end; never for red."""

    issuer = models.ForeignKey(
        Body, models.PROTECT, related_name="mutes_ordered", verbose_name=_("headquarters")
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mutes",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mutes",
        verbose_name=_("person"),
    )
    reason = models.TextField(_("reason"))
    begun_at = models.DateTimeField(_("since"))
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, person__isnull=False)
                | Q(body__isnull=False, person__isnull=True),
                name="mute_of_a_person_or_a_body",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="mute_says_why"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begun_at")), name="mute_ends"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="ended_mute_names_who",
            ),
        ]
        indexes = [
            models.Index(
                fields=["issuer", "ends_at"],
                condition=Q(ended_at__isnull=True),
                name="mutes_running",
            ),
        ]

    def __str__(self) -> str:
        return str(self.whom)

    @property
    def whom(self) -> Body | User | None:
        """Return the organisation or the person that is not rung."""
        return self.body or self.person

    @property
    def is_running(self) -> bool:
        """Tell whether nothing rings now."""
        return self.ended_at is None and self.begun_at <= clock.now() < self.ends_at
