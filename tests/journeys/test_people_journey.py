"""Path 2: an administrator appoints a liaison, ends an appointment; a deputy blocks a person."""

from agencies.models import Appointment, Body, User
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.reader import Reader


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

    blocked = opened("outsider").go("/")
    _appoint_in_own_place(administrator, cast.serik)
    deputy = opened("serik").go(f"/people/{cast.outsider.pk}/").follow("/block/")
    deputy.fill(reason="lost card").send().reads("blocked")
    assert not User.objects.get(pk=cast.outsider.pk).is_active
    assert blocked.go("/").page.url.startswith(f"{blocked.address}/account/sign-in/")
    _read_the_record(opened("auditor"))


def _appoint_in_own_place(administrator: Reader, person: User) -> None:
    """Let somebody keep people while the administrator is away."""
    administrator.go(f"/people/{person.pk}/").follow("/appoint/")
    own = User.objects.get(email="administrator@example.invalid")
    centre = Body.objects.get(code="atc")
    administrator.fill(body=str(centre.pk), role="administrator", acting_for=str(own.pk))
    administrator.act("Appoint").reads("in the place of Askar Admin")


def _read_the_record(auditor: Reader) -> None:
    """Find in the record who appointed, ended and blocked whom, in whose place and why."""
    auditor.seek(who="Askar")
    auditor.finds("added the person", "Askar Admin", "Madina Serikova")
    auditor.finds("appointed", "Askar Admin", "Madina Serikova", "Order 7 of today")
    auditor.finds("ended the appointment", "Askar Admin", "Aigerim Nurlanova", "left the service")
    auditor.finds("blocked", "Serik Omarov", "Askar Admin", "Oksana Kim", "lost card")
    auditor.press("main tbody a[href*='/record/']").reads(
        "Serik Omarov", "Askar Admin", "Oksana Kim", "lost card"
    )
