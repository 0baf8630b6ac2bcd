"""A country for one story: 39 organisations with three people each, and time that can pass."""

import datetime as dt

from django.db import connection, transaction

from agencies import actions as agencies
from agencies import queries as bodies
from agencies.models import Body, User
from audit import clock
from notices.models import Contact

AT_AGENCIES = ("head", "liaison", "duty_officer")
AT_COMMISSIONS = ("chair", "secretary", "liaison")
Staff = dict[int, list[User]]


def staffed() -> Staff:
    """Engage three people with a contact at each of the 39; who answers there, by body."""
    staff: Staff = {}
    with transaction.atomic():
        counted = [*bodies.members_of_the_centre(), *bodies.unit_commissions()]
        for body in counted:
            roles = AT_COMMISSIONS if body.is_commission else AT_AGENCIES
            staff[body.pk] = [_engage(body, role) for role in roles]
    Contact.objects.bulk_create(
        Contact(
            person=one, channel="email", address=one.email,
            added_at=clock.now(), verified_at=clock.now(),
        )
        for one in User.objects.filter(is_active=True, contacts__isnull=True)
    )  # fmt: skip
    return staff


def _engage(body: Body, role: str) -> User:
    person = User.objects.create(
        email=f"{role}-{body.pk}@example.invalid",
        full_name=f"{role} {body.code}".replace("_", " ").title(),
        language=("kk", "ru", "en")[body.pk % 3],
    )
    agencies.appoint(person, actor=None, body=body, role=role)
    return person


def let_pass(minutes: int) -> None:
    """Let time pass for the processes of the product: all that was and will be comes nearer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "SELECT table_name, string_agg(format('%%I = %%I - %%L::interval', column_name,"
            " column_name, %s), ', ') FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'"
            " AND (table_name LIKE 'alerts\\_%%' OR table_name LIKE 'notices\\_%%')"
            " GROUP BY table_name",
            [f"{dt.timedelta(minutes=minutes).total_seconds()} seconds"],
        )
        for table, shifts in cursor.fetchall():
            cursor.execute(f'UPDATE "{table}" SET {shifts}')  # noqa: S608 - the database's names
