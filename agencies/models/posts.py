"""Posts at bodies, the people appointed to them, and links that stand in for a sign-in."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.bodies import Body


class InstantRange(Func):
    """The half-open range of instants from one column to another; an empty end is open."""

    function = "TSTZRANGE"


class Post(models.Model):
    """One role at one body; its holders form one group, and the group holds the rights."""

    class Role(models.TextChoices):
        LIAISON = "liaison", _("liaison")
        DUTY_OFFICER = "duty_officer", _("duty officer")
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy head")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")
        CHAIR = "chair", _("chair")
        HEADQUARTERS_OFFICER = "hq_officer", _("officer of the headquarters")
        HEADQUARTERS_APPROVER = "hq_approver", _("approver of the headquarters")
        AUDITOR = "auditor", _("auditor")
        ADMINISTRATOR = "administrator", _("administrator")

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="posts", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    group = models.OneToOneField(Group, models.PROTECT, related_name="post")

    class Meta:
        ordering = ["body", "role"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["body", "role"], name="post_once_per_body_and_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.body}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Named sets of appointments."""

    def valid_at(self, instant: dt.datetime) -> "AppointmentQuerySet":
        """Keep the appointments that hold at an instant."""
        is_open = Q(ends_at__isnull=True) | Q(ends_at__gt=instant)
        return self.filter(is_open, starts_at__lte=instant)

    def not_over_at(self, instant: dt.datetime) -> "AppointmentQuerySet":
        """Keep the appointments that hold at an instant or begin after it.

        One that was called off before it began does neither.
        """
        is_to_hold = Q(ends_at__gt=instant) & Q(ends_at__gt=F("starts_at"))
        return self.filter(Q(ends_at__isnull=True) | is_to_hold)


class Appointment(models.Model):
    """One person holding one post from one instant to another, in their own place or another's."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="appointments",
        verbose_name=_("person"),
    )
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="appointments", verbose_name=_("post")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places_held_by_others",
        verbose_name=_("in the place of"),
    )
    ground = models.CharField(_("ground"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Appointment"]] = models.Manager.from_queryset(
        AppointmentQuerySet
    )()

    class Meta:
        ordering = ["post", "starts_at", "pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | ~Q(acting_for=F("person")),
                name="nobody_acts_for_themselves",
            ),
            ExclusionConstraint(
                name="one_appointment_of_a_person_to_a_post_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (InstantRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"

    def is_valid_at(self, instant: dt.datetime) -> bool:
        """Tell whether the appointment holds at an instant."""
        return self.starts_at <= instant and (self.ends_at is None or instant < self.ends_at)


class Capability(models.Model):
    """A signed link that lets one person do one thing for one body without signing in."""

    class Purpose(models.TextChoices):
        ANSWER_NOTICE = "answer_notice", _("answer a notice")
        ANSWER_INVITATION = "answer_invitation", _("answer an invitation")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="capabilities"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="capabilities")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    subject = models.PositiveBigIntegerField(_("number of the thing"))
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("signed link")
        verbose_name_plural = _("signed links")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject", "person", "body"], name="capability_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()} {self.subject}"
