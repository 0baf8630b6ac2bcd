"""What somebody had typed when their session ended, kept in the browser's next session."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from agencies.models import User

KEPT = "kept"
LONGEST = 300_000
_UNSAID = ("csrfmiddlewaretoken",)
_OF_THE_ACCOUNT = "/account/"
_WORDS = 20


@dataclass(frozen=True)
class Kept:
    """One form as it was sent: by whom, where to, and every value; files are not kept."""

    writer: str
    path: str
    fields: list[tuple[str, str]]
    files: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest, writer: str) -> "Kept | None":
        """Return what a request sends, or nothing when it is far too much or one's own secrets.

        A session is a row that others could read: no password and no one-time code is put there.
        """
        if request.path_info.startswith(_OF_THE_ACCOUNT):
            return None
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _UNSAID
            for value in values
            if not _is_secret(name, value)
        ]
        files = [file.name or "" for files in request.FILES.lists() for file in files[1]]
        if sum(len(value) for _name, value in fields) > LONGEST:
            return None
        return cls(writer, request.get_full_path(), fields, files)

    @property
    def words(self) -> list[str]:
        """Return the texts that a person wrote, without what only the machine reads."""
        return [value for _name, value in self.fields if len(value) > _WORDS or " " in value]


def _is_secret(name: str, value: str) -> bool:
    """Tell a password and a one-time code, which is figures only, from what may be kept."""
    field_name = name.rpartition("-")[2].lower()
    is_figures = "".join(value.split()).isdigit()
    return "password" in field_name or (field_name == "code" and is_figures)


def kept_for(user: User, stored: object) -> Kept | None:
    """Return what was kept, to the person who wrote it and to nobody else."""
    if not isinstance(stored, dict) or stored.get("writer") != str(user.pk):
        return None
    return Kept(**stored)
