"""The cast: the same people in every test, appointed through the product's own actions."""

from dataclasses import dataclass
from pathlib import Path

from agencies import actions
from agencies.models import Body, User
from audit import clock
from plans import actions as plans

DATA = Path(__file__).resolve().parent.parent / "data"
PASSWORD = "correct horse battery staple"

# name → ((body, role), …), full name, language
PEOPLE: dict[str, tuple[tuple[tuple[str, str], ...], str, str]] = {
    "aigerim": ((("moh", "liaison"),), "Aigerim Nurlanova", "kk"),
    "head_of_health": ((("moh", "head"),), "Bolat Seitkali", "kk"),
    "serik": ((("atc", "secretary"),), "Serik Omarov", "ru"),
    "chair": ((("atc", "chair"),), "Nurlan Abdirov", "ru"),
    "dauren": (
        (("atc", "duty_officer"), ("headquarters-kz", "hq_officer")),
        "Dauren Iskakov",
        "ru",
    ),
    "saule": ((("headquarters-kz", "hq_approver"),), "Saule Karimova", "ru"),
    "governor": ((("commission-75", "chair"),), "Yerlan Tuleuov", "kk"),
    "outsider": ((("mof", "liaison"),), "Oksana Kim", "ru"),
    "departed": ((("moh", "liaison"),), "Damir Departed", "ru"),
    "auditor": ((("atc", "auditor"), ("headquarters-kz", "auditor")), "Alla Petrova", "ru"),
    "administrator": (
        (("atc", "administrator"), ("headquarters-kz", "administrator")),
        "Askar Admin",
        "en",
    ),
}


@dataclass(frozen=True)
class Cast:
    """The people, by the name the tests call them."""

    aigerim: User
    head_of_health: User
    serik: User
    chair: User
    dauren: User
    saule: User
    governor: User
    outsider: User
    departed: User
    auditor: User
    administrator: User

    def __getitem__(self, name: str) -> User:
        person = getattr(self, name)
        assert isinstance(person, User)
        return person

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all."""
        return tuple(PEOPLE)


def load_house() -> None:
    """Load the land and the roster."""
    actions.load_territories(DATA)
    actions.load_bodies(DATA)
    plans.load_working_days(DATA)


def engage() -> None:
    """Add and appoint everybody; the departed has already left."""
    people = {name: _engage(name) for name in PEOPLE}
    departed = people["departed"].appointments.select_related("post__body", "person").get()
    actions.end_appointment(departed, actor=people["administrator"], reason="left the service")


def present() -> Cast:
    """Return the people as the database has them now."""
    people = User.objects.in_bulk(
        [f"{name}@example.invalid" for name in PEOPLE], field_name="email"
    )
    return Cast(**{name: people[f"{name}@example.invalid"] for name in PEOPLE})


def _engage(name: str) -> User:
    posts, full_name, language = PEOPLE[name]
    person = actions.add_person(
        actor=None,
        body=Body.objects.get(code=posts[0][0]),
        email=f"{name}@example.invalid",
        full_name=full_name,
        language=language,
        password=PASSWORD,
    )
    for body, role in posts:
        actions.appoint(
            person,
            actor=None,
            body=Body.objects.get(code=body),
            role=role,
            starts_at=clock.now(),
        )
    return person
