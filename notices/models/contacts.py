"""Where a person can be reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User


class Contact(models.Model):
    """One address of one person on one channel; only a verified, unbroken one is written to."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")

    person = models.ForeignKey(
        User, models.PROTECT, related_name="contacts", verbose_name=_("person")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    address = models.CharField(_("address"), max_length=254)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    added_at = models.DateTimeField(_("added"))
    code_sent_at = models.DateTimeField(_("code sent"), null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(_("address verified"), null=True, blank=True)
    broken_at = models.DateTimeField(_("does not work since"), null=True, blank=True)
    broken_words = models.CharField(_("what the provider said"), max_length=300, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        ordering = ["person", "position", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "address"],
                condition=Q(removed_at__isnull=True),
                name="contact_once",
            ),
            models.CheckConstraint(condition=~Q(address=""), name="contact_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_working(self) -> bool:
        """Tell whether messages go to this contact."""
        return bool(self.verified_at) and not self.broken_at and not self.removed_at
