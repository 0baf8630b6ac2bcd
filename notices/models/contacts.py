"""Where a person can be reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Body, User


class Contact(models.Model):
    """One address of a person, or of a body's own system; only a verified, unbroken one is used.

    A telephone number is called by people, in the person's own order; no worker uses it.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("SMS")
        WEBHOOK = "webhook", _("system of an organisation")
        PHONE = "phone", _("telephone")

    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("person"),
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="systems",
        verbose_name=_("organisation"),
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
            models.UniqueConstraint(
                fields=["body", "address"],
                condition=Q(removed_at__isnull=True, body__isnull=False),
                name="system_once",
            ),
            models.CheckConstraint(condition=~Q(address=""), name="contact_has_an_address"),
            models.CheckConstraint(
                condition=Q(channel="webhook", body__isnull=False, person__isnull=True)
                | (~Q(channel="webhook") & Q(body__isnull=True, person__isnull=False)),
                name="contact_of_a_person_or_a_system",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def owner(self) -> User:
        """Return the person whose contact this is; a system has none and is kept elsewhere."""
        if self.person is None:
            raise ValueError("a system of a body has no owner")
        return self.person

    @property
    def is_number(self) -> bool:
        """Tell whether this is a number that people call and no worker writes to."""
        return self.channel == self.Channel.PHONE

    @property
    def is_working(self) -> bool:
        """Tell whether messages go to this contact."""
        return bool(self.verified_at) and not self.broken_at and not self.removed_at


class SystemKey(models.Model):
    """By what the messages to a body's system are signed: the key itself is kept nowhere.

    After a change the former key signs as well until an instant, so that nothing is refused.
    """

    system = models.OneToOneField(Contact, models.CASCADE, related_name="key")
    nonce = models.CharField(max_length=32)
    former_nonce = models.CharField(max_length=32, blank=True)
    former_until = models.DateTimeField(_("former key until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("key changed"))

    class Meta:
        verbose_name = _("key of a system")
        verbose_name_plural = _("keys of systems")
        constraints = [
            models.CheckConstraint(
                condition=Q(former_nonce="") | Q(former_until__isnull=False),
                name="former_key_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.system)
