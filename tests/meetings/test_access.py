"""Who sees a meeting and reads its minutes, asked both ways for the whole cast."""

from collections.abc import Callable
from typing import Any

import pytest

from audit import clock
from meetings import access, actions
from meetings.models import Decision, Meeting
from notices.models import Addressee
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db

STAGES = (
    builders.planned,
    builders.opened,
    builders.held,
    builders.submitted,
    lambda cast: builders.approved(cast).meeting,
)


@pytest.mark.parametrize("stage", STAGES)
def test_visible_and_readable_agree_with_their_mirrors(
    cast: Cast, stage: Callable[[Any], Meeting]
) -> None:
    """What a person sees and who sees a thing are two sides of one rule, at every stage."""
    meeting = stage(cast)
    audience, readers = access.audience(meeting), access.readers(meeting)
    for name in Cast.names():
        person = cast[name]
        seen = access.visible(person).filter(pk=meeting.pk).exists()
        assert seen == audience.filter(pk=person.pk).exists(), name
        read = access.readable(person).filter(pk=meeting.pk).exists()
        assert read == readers.filter(pk=person.pk).exists(), name
        assert seen or not read, name


def names(people: Any, cast: Cast) -> set[str]:
    """Return which of the cast are among some people."""
    found = set(people.values_list("pk", flat=True))
    return {name for name in Cast.names() if cast[name].pk in found}


def test_a_draft_agenda_is_invisible_to_those_invited(cast: Cast) -> None:
    """Only who keeps the meeting knows of it before the agenda is opened."""
    meeting = builders.planned(cast)
    assert names(access.audience(meeting), cast) == {"serik", "chair", "auditor"}


def test_an_opened_meeting_is_seen_by_its_seats(cast: Cast) -> None:
    """The people of every body with a seat, and of the Centre; nobody else."""
    assert names(access.audience(builders.opened(cast)), cast) == {
        "aigerim", "head_of_health", "serik", "chair", "dauren", "governor", "outsider", "auditor",
    }  # fmt: skip


def test_minutes_are_read_by_keepers_until_approved_then_by_who_came(cast: Cast) -> None:
    """The governor of the absent seat and the liaisons do not read them."""
    meeting = builders.submitted(cast)
    assert names(access.readers(meeting), cast) == {"serik", "chair", "auditor"}
    protocol = actions.approve_protocol(meeting, actor=cast.chair)
    assert names(access.readers(protocol.meeting), cast) == {
        "serik", "chair", "dauren", "auditor", "head_of_health",
    }  # fmt: skip


def test_a_decision_is_read_by_its_executors_once_told(cast: Cast) -> None:
    """Before approval nobody outside; after it the lead's people, not another ministry's."""
    meeting = builders.written(cast)
    decision = Decision.objects.get(meeting=meeting, lead__isnull=False)
    assert names(access.audience_of_decision(decision), cast) == {"serik", "chair", "auditor"}
    with clock.at(meeting.starts_at):
        actions.assign_decision(decision, actor=cast.serik)
    told = {"serik", "chair", "auditor", "dauren", "aigerim", "head_of_health"}
    assert names(access.audience_of_decision(decision), cast) == told
    for name in Cast.names():
        seen = access.visible_decisions(cast[name]).filter(pk=decision.pk).exists()
        assert seen == (name in told), name


def test_a_commission_meets_by_itself(cast: Cast) -> None:
    """Its secretary convenes; the governor sees it, ministries and other units do not."""
    secretary = builders.secretary_of("commission-75")
    body = builders.agency("commission-75")
    actions.add_seat(body, actor=secretary, valid_from=clock.today(), holder=cast.governor)
    meeting = actions.schedule_meeting(
        body,
        actor=secretary,
        starts_at=clock.now() + builders.AFTER,
        place_kk="Алматы қаласы",
        place_ru="г. Алматы",
    )
    assert names(access.audience(meeting), cast) == {"governor", "auditor"}
    for title_kk, title_ru in builders.QUESTIONS:
        text = actions.ItemText(title_kk, title_ru)
        actions.add_item(meeting, actor=secretary, text=text)
    meeting = actions.open_agenda(meeting, actor=secretary)
    assert names(access.audience(meeting), cast) == {
        "governor", "auditor", "serik", "chair", "dauren",
    }  # fmt: skip
    with pytest.raises(Exception, match="do not give you this right"):
        actions.cancel_meeting(meeting, actor=cast.serik, reason="x")


def test_a_personal_seat_ends_with_its_last_day(cast: Cast) -> None:
    """The holder of an ended seat no longer sees the meeting by it."""
    body = builders.seated_centre(cast)
    seat = actions.add_seat(body, actor=cast.serik, valid_from=clock.today(), holder=cast.saule)
    meeting = builders.opened(cast)
    assert "saule" in names(access.audience(meeting), cast)
    assert access.visible(cast.saule).filter(pk=meeting.pk).exists()
    with clock.at(clock.now() + builders.AFTER * 2):
        actions.end_seat(seat, actor=cast.serik, valid_to=clock.today(), reason="переход")
        assert "saule" not in names(access.audience(meeting), cast)
        assert not access.visible(cast.saule).filter(pk=meeting.pk).exists()


def test_the_partner_of_a_joint_meeting_is_invited_and_shown_it(cast: Cast) -> None:
    """The headquarters that meets with the Centre holds no seat there, and comes all the same."""
    partner = builders.agency("headquarters-kz")
    meeting = builders.planned(cast, kind="joint", joint_with=partner)
    assert "saule" not in names(access.audience(meeting), cast)
    meeting = actions.open_agenda(meeting, actor=cast.serik)
    assert "saule" in names(access.audience(meeting), cast)
    assert access.visible(cast.saule).filter(pk=meeting.pk).exists()
    told = Addressee.objects.filter(notice__thing_path=meeting.get_absolute_url())
    assert not told.get(person=cast.saule, body=partner).is_counted
    people = set(told.values_list("person_id", flat=True))
    assert people <= set(access.audience(meeting).values_list("pk", flat=True))
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.APPROVED)
    meeting.refresh_from_db()
    assert "saule" in names(access.readers(meeting), cast)
    assert access.readable(cast.saule).filter(pk=meeting.pk).exists()


def test_nobody_inactive_or_anonymous_sees_anything(cast: Cast) -> None:
    """A blocked person is in no audience."""
    from django.contrib.auth.models import AnonymousUser

    builders.opened(cast)
    cast.aigerim.is_active = False
    cast.aigerim.save(update_fields=["is_active"])
    assert not access.visible(cast.aigerim).exists()
    assert not access.visible(AnonymousUser()).exists()
    assert not access.visible(cast.departed).exists()
