"""The house of the fan-out: the real bodies, a level proposed, and people by the ten thousand."""

from pathlib import Path
from typing import Any

from django.db import connection

from agencies import actions as agencies
from agencies import queries as queries_of_agencies
from agencies.actions import load_bodies, load_territories
from agencies.models import Body, Post, Territory, User
from alerts import actions, queries
from alerts.actions import ActSpec, Paper
from alerts.models import LevelDecision
from alerts.texts import draft_texts
from audit import clock
from plans.actions import load_working_days

DATA = Path(__file__).resolve().parent.parent / "data"
OFFICERS = {
    "proposer": (("atc", "duty_officer"), ("headquarters-kz", "hq_officer")),
    "approver": (("headquarters-kz", "hq_approver"),),
}
# One liaison officer in three reads Kazakh, one Russian, one English; each at one of the members.
PEOPLE = """
    INSERT INTO agencies_user (password, is_superuser, email, full_name, position, phone, language,
        is_active, is_staff, joined_at)
    SELECT '', false, 'p' || n || '@example.invalid', 'Person ' || n, '', '',
        (ARRAY['kk', 'ru', 'en'])[1 + n %% 3], true, false, %(now)s
    FROM generate_series(%(first)s, %(last)s) AS n
"""
CONTACTS = """
    INSERT INTO notices_contact (person_id, channel, address, position, added_at, verified_at,
        wrong_codes, broken_words)
    SELECT id, 'email', email, 1, %(now)s, %(now)s, 0, '' FROM agencies_user AS one
    WHERE NOT EXISTS (SELECT FROM notices_contact AS own WHERE own.person_id = one.id)
"""
APPOINTMENTS = """
    INSERT INTO agencies_appointment (person_id, post_id, starts_at, ground)
    SELECT one.id, (%(posts)s::bigint[])[1 + one.id %% cardinality(%(posts)s)], %(now)s, ''
    FROM agencies_user AS one
    WHERE NOT EXISTS (SELECT FROM agencies_appointment AS own WHERE own.person_id = one.id)
"""
SEATS = """
    INSERT INTO agencies_user_groups (user_id, group_id)
    SELECT held.person_id, post.group_id FROM agencies_appointment AS held
    JOIN agencies_post AS post ON post.id = held.post_id ON CONFLICT DO NOTHING
"""


def build() -> None:
    """Load the land and the bodies, and appoint the two officers and a liaison at each member."""
    load_territories(DATA)
    load_bodies(DATA)
    load_working_days(DATA)
    for name, posts in OFFICERS.items():
        appoint(name, posts)
    for body in members():
        appoint(f"liaison-{body.code}", ((body.code, Post.Role.LIAISON),))


def appoint(name: str, posts: tuple[tuple[str, str], ...]) -> None:
    """Add a person and appoint them, by the product's own actions."""
    person = agencies.add_person(
        actor=None,
        body=Body.objects.get(code=posts[0][0]),
        email=f"{name}@example.invalid",
        full_name=name,
    )
    for code, role in posts:
        agencies.appoint(person, actor=None, body=Body.objects.get(code=code), role=role)


def members() -> list[Body]:
    """Return the agencies that are told of every level."""
    return list(Body.objects.filter(kind=Body.Kind.AGENCY).order_by("order", "pk"))


def units() -> list[str]:
    """Return the codes of the units of today."""
    return list(
        queries_of_agencies.territories(clock.today())
        .filter(kind__in=Territory.UNIT_KINDS)
        .values_list("code", flat=True)
    )


def populate(wanted: int) -> int:
    """Let a level reach exactly so many people, by adding liaison officers; return how many."""
    now, before = clock.now(), addressed()
    posts = list(Post.objects.filter(role=Post.Role.LIAISON).values_list("pk", flat=True))
    first = User.objects.count() + 1
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {
            "now": now,
            "posts": posts,
            "first": first,
            "last": first + wanted - before - 1,
        }
        for statement in (PEOPLE, CONTACTS, APPOINTMENTS, SEATS):
            cursor.execute(statement, facts)
        cursor.execute("VACUUM ANALYZE")
    return addressed()


def addressed() -> int:
    """Return how many people the members' liaison officers are."""
    return User.objects.filter(appointments__post__role=Post.Role.LIAISON).distinct().count()


def propose(code: str) -> tuple[LevelDecision, str]:
    """Propose red on a territory; return the proposal with the digest of the effect shown."""
    acts = [
        ActSpec(
            territory=Territory.objects.get(code=code),
            action="set",
            level=3,
            starts_at=clock.now().replace(microsecond=0),
            criterion="committed",
            term_text="14 days",
        )
    ]
    texts = draft_texts(acts, "РЖШ басшысы", "Руководитель РОШ")
    decision = actions.propose_level(
        Body.objects.get(code="headquarters-kz"),
        actor=officer("proposer"),
        acts=acts,
        paper=Paper(
            authority_kk="РЖШ басшысы",
            authority_ru="Руководитель РОШ",
            text_kk=texts["kk"],
            text_ru=texts["ru"],
            text_en=texts["en"],
        ),
    )
    return decision, queries.effect_of_decision(decision).digest


def approve(decision: LevelDecision, digest: str) -> LevelDecision:
    """Approve a proposal: the product's own action, with everything that hangs on it."""
    return actions.approve_level(
        decision, actor=officer("approver"), digest=digest, typed_word="red"
    )


def officer(name: str) -> User:
    """Return one of the two officers."""
    return User.objects.get(email=f"{name}@example.invalid")
