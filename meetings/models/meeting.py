"""A meeting, and who came."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.languages import in_language
from audit import clock
from meetings.models.seat import Seat, SeatQuerySet


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, with the one way to take hold of a row before changing it."""

    def locked(self, pk: int, *states: str) -> "Meeting":
        """Return a meeting under lock, or refuse when it is in none of the states."""
        meeting = self.select_for_update(of=("self",)).select_related("body").get(pk=pk)
        if meeting.state in states:
            return meeting
        if meeting.is_approved:
            raise ValidationError(
                _("The protocol is approved and nothing in it changes. Add an addendum.")
            )
        raise ValidationError(
            _("This is not done while the meeting is in the state “%(state)s”."),
            params={"state": meeting.get_state_display()},
        )


class Meeting(models.Model):
    """One meeting of the Centre or of a commission, from its planning to its approved protocol."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular meeting")
        EXTRAORDINARY = "extraordinary", _("extraordinary meeting")
        VISITING = "visiting", _("visiting meeting")
        JOINT = "joint", _("joint meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("being prepared")
        AGENDA_APPROVED = "agenda_approved", _("agenda open")
        HELD = "held", _("took place")
        PROTOCOL_DRAFT = "protocol_draft", _("protocol being written")
        CIRCULATED = "circulated", _("draft protocol goes round")
        SUBMITTED = "submitted", _("protocol awaits approval")
        APPROVED = "approved", _("protocol approved")
        CANCELLED = "cancelled", _("called off")

    class QuorumRule(models.TextChoices):
        HALF = "half", _("half of the seats")
        TWO_THIRDS = "two_thirds", _("two thirds of the seats")

    BEFORE = (State.PLANNED, State.AGENDA_APPROVED)
    OPENED = (
        State.AGENDA_APPROVED,
        State.HELD,
        State.PROTOCOL_DRAFT,
        State.CIRCULATED,
        State.SUBMITTED,
        State.APPROVED,
    )
    WRITING = (State.HELD, State.PROTOCOL_DRAFT)
    MARKABLE = (State.AGENDA_APPROVED, State.HELD, State.PROTOCOL_DRAFT)
    AFTER = (*WRITING, State.CIRCULATED, State.SUBMITTED, State.APPROVED)

    body = models.ForeignKey(
        "agencies.Body", models.PROTECT, related_name="meetings", verbose_name=_("convening body")
    )
    joint_with = models.ForeignKey(
        "agencies.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("together with"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.REGULAR)
    basis = models.CharField(_("ground for convening"), max_length=300, blank=True)
    convened_on = models.ForeignKey(
        "alerts.LevelDecision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("convened on a decision on a level"),
    )
    series = models.ForeignKey(
        "meetings.MeetingSeries",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("series"),
    )
    place_kk = models.CharField(_("place, Kazakh"), max_length=200)
    place_ru = models.CharField(_("place, Russian"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    length_minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    materials_days = models.PositiveSmallIntegerField(
        _("materials are taken until, working days before"), default=3
    )
    quorum_rule = models.CharField(_("quorum"), max_length=20, choices=QuorumRule)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the chair"),
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretary"),
    )
    sequence = models.PositiveIntegerField(_("change of the invitation"), default=0)
    agenda_opened_at = models.DateTimeField(_("agenda opened"), null=True, blank=True)
    dissent_kk = models.TextField(_("dissenting opinions, Kazakh"), blank=True)
    dissent_ru = models.TextField(_("dissenting opinions, Russian"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["body", "-starts_at"], name="meeting_body_start"),
            models.Index(fields=["-starts_at", "-id"], name="meeting_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(agenda_opened_at__isnull=False),
                name="agenda_is_opened_before_the_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(place_kk="") & ~Q(place_ru=""), name="meeting_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.name_ru}, {clock.local_date(self.starts_at):%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Return the meeting's page."""
        return reverse("meetings:meeting", kwargs={"pk": self.pk})

    @property
    def place(self) -> str:
        """Return the place in the active language."""
        return in_language(self, "place")

    @property
    def held_on(self) -> dt.date:
        """Return the day of the meeting where the institution sits."""
        return clock.local_date(self.starts_at)

    @property
    def ends_at(self) -> dt.datetime:
        """Return when the meeting should end."""
        return self.starts_at + dt.timedelta(minutes=self.length_minutes)

    def seats_of_the_day(self) -> SeatQuerySet:
        """Return the seats that the convening body has on the day of the meeting."""
        return Seat.objects.on(self.held_on).filter(body_id=self.body_id)

    @property
    def has_open_agenda(self) -> bool:
        """Tell whether those invited may see it."""
        return self.state in self.OPENED

    @property
    def was_opened(self) -> bool:
        """Tell whether the seats of the day were called: before that no quorum is counted."""
        return self.agenda_opened_at is not None

    @property
    def may_begin(self) -> bool:
        """Tell whether its agenda is open and its time has come: it may be declared held."""
        return self.state == self.State.AGENDA_APPROVED and self.starts_at <= clock.now()

    @property
    def is_planned(self) -> bool:
        """Tell whether its agenda may still be built."""
        return self.state == self.State.PLANNED

    @property
    def is_submitted(self) -> bool:
        """Tell whether its protocol is before the chair."""
        return self.state == self.State.SUBMITTED

    @property
    def is_circulated(self) -> bool:
        """Tell whether its draft protocol goes round for remarks."""
        return self.state == self.State.CIRCULATED

    @property
    def is_before(self) -> bool:
        """Tell whether the meeting is still to come."""
        return self.state in self.BEFORE

    @property
    def is_being_written(self) -> bool:
        """Tell whether its minutes may still be written."""
        return self.state in self.WRITING

    @property
    def is_after(self) -> bool:
        """Tell whether the meeting took place."""
        return self.state in self.AFTER

    @property
    def may_be_marked(self) -> bool:
        """Tell whether its attendance may still be marked."""
        return self.state in self.MARKABLE

    @property
    def is_approved(self) -> bool:
        """Tell whether its protocol is approved and everything in it locked."""
        return self.state == self.State.APPROVED


class Attendance(models.Model):
    """A seat at one meeting: invited, then present, absent, or filled by a substitute."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("expected")
        PRESENT = "present", _("present")
        SUBSTITUTE = "substitute", _("substitute")
        ABSENT = "absent", _("absent")

    class Answer(models.TextChoices):
        AWAITED = "awaited", _("no answer yet")
        ACCEPTED = "accepted", _("will come")
        TENTATIVE = "tentative", _("will perhaps come")
        DECLINED = "declined", _("will not come")

    CAME = (State.PRESENT, State.SUBSTITUTE)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey("meetings.Seat", models.PROTECT, related_name="attendances")
    state = models.CharField(_("attendance"), max_length=12, choices=State, default=State.EXPECTED)
    answer = models.CharField(
        _("answer to the invitation"), max_length=10, choices=Answer, default=Answer.AWAITED
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name=_("substitute"),
    )
    represented_by = models.CharField(_("who came"), max_length=200, blank=True)
    represented_as = models.CharField(_("position"), max_length=200, blank=True)
    reason = models.CharField(_("reason of absence"), max_length=300, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        ordering = ["meeting", "seat__position", "seat"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_for_a_seat"),
            models.CheckConstraint(
                condition=~Q(state="substitute") | (~Q(represented_by="") & ~Q(represented_as="")),
                name="substitute_has_name_and_position",
            ),
            models.CheckConstraint(
                condition=~Q(state="absent") | ~Q(reason=""), name="absence_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer="awaited", answered_at__isnull=True)
                | (~Q(answer="awaited") & Q(answered_at__isnull=False)),
                name="answer_of_a_seat_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | Q(answer="declined"),
                name="substitute_of_who_declined",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["present", "substitute"])
                | Q(arrived_at__isnull=True, left_at__isnull=True),
                name="only_who_came_arrives_and_leaves",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True)
                | Q(left_at__isnull=True)
                | Q(left_at__gt=models.F("arrived_at")),
                name="a_seat_is_left_after_arrival",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.state}"

    @property
    def facts(self) -> tuple[str, ...]:
        """Return what the sheet says of the seat: state, who came, as what, why not, and when."""
        times = (_hour(self.arrived_at), _hour(self.left_at))
        return (self.state, self.represented_by, self.represented_as, self.reason, *times)

    def sits_at(self, instant: dt.datetime) -> bool:
        """Tell whether somebody sat in the seat at an instant of the meeting."""
        has_come = self.arrived_at is None or self.arrived_at <= instant
        return self.came and has_come and (self.left_at is None or instant < self.left_at)

    @property
    def is_declined(self) -> bool:
        """Tell whether the invitation was declined."""
        return self.answer == self.Answer.DECLINED

    @property
    def came(self) -> bool:
        """Tell whether somebody sat in the seat."""
        return self.state in self.CAME


def _hour(instant: dt.datetime | None) -> str:
    return f"{instant.astimezone(clock.zone()):%H:%M}" if instant else ""


class Guest(models.Model):
    """Somebody invited to a meeting who holds no seat."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    full_name = models.CharField(_("name"), max_length=200)
    position_kk = models.CharField(_("position, Kazakh"), max_length=300)
    position_ru = models.CharField(_("position, Russian"), max_length=300)

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("invited guest")
        verbose_name_plural = _("invited guests")

    def __str__(self) -> str:
        return f"{self.full_name}, {self.position_ru}"

    @property
    def position(self) -> str:
        """Return the guest's position in the active language."""
        return in_language(self, "position")
