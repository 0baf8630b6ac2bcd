"""Path 2: an administrator appoints a liaison, ends an appointment, blocks a person."""

from agencies.models import Appointment, User
from tests.cast import Cast
from tests.journeys.conftest import Open


def test_administrator_appoints_and_ends_and_the_next_click_is_refused(
    opened: Open, cast: Cast
) -> None:
    liaison = opened("aigerim")
    liaison.go("/")
    administrator = opened("administrator")
    administrator.go("/people/").act("Add a person")
    finance = cast.outsider.appointments.get().post.body_id
    administrator.fill(
        body=str(finance), full_name="Madina Serikova", email="madina@example.invalid"
    )
    administrator.act("Add the person").reads("Appoint Madina Serikova")
    administrator.fill(role="liaison", ends_at="2030-12-31", ground="Order 7 of today")
    administrator.act("Appoint").reads("liaison", "1 January 2031, 00:00", "Order 7 of today")
    hers = Appointment.objects.get(person=cast.aigerim)
    administrator.go(f"/people/{cast.aigerim.pk}/").act("End liaison")
    administrator.fill(reason="left the service").act("End the appointment now")
    administrator.reads("The appointment has ended.", "No post")
    hers.refresh_from_db()
    assert hers.ends_at is not None
    liaison.go("/", status=404)
    liaison.go("/tasks/", status=404)
    liaison.go(f"/people/{cast.aigerim.pk}/", status=404)
    administrator.go(f"/people/{cast.outsider.pk}/").act("Block").fill(reason="lost card")
    administrator.act("Block this person").reads("blocked")
    assert not User.objects.get(pk=cast.outsider.pk).is_active
