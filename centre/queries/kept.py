"""What somebody had typed when their session ended, kept in the browser's next session."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from agencies.models import User

KEPT = "kept"
LONGEST = 300_000
_UNSAID = ("csrfmiddlewaretoken",)
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
        """Return what a request sends, or nothing when that is nothing or far too much."""
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _UNSAID
            for value in values
        ]
        files = [file.name or "" for files in request.FILES.lists() for file in files[1]]
        if sum(len(value) for _name, value in fields) > LONGEST:
            return None
        return cls(writer, request.get_full_path(), fields, files)

    @property
    def words(self) -> list[str]:
        """Return the texts that a person wrote, without what only the machine reads."""
        return [value for _name, value in self.fields if len(value) > _WORDS or " " in value]


def kept_for(user: User, stored: object) -> Kept | None:
    """Return what was kept, to the person who wrote it and to nobody else."""
    if not isinstance(stored, dict) or stored.get("writer") != str(user.pk):
        return None
    return Kept(**stored)
