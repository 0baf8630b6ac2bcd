"""A protocol approved before extracts were rows has its extracts too; nobody is told again.

The words and the order of the text are those in which extracts are sealed; they are copied here,
so that a later form of the paper does not change what this migration made.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import migrations

WORDS = {
    "kk": {
        "extract": "№ {number} ХАТТАМАДАН ҮЗІНДІ",
        "extract_for": "Орындау үшін",
        "true_copy": "Дұрыс",
    },
    "ru": {
        "extract": "ВЫПИСКА ИЗ ПРОТОКОЛА № {number}",
        "extract_for": "Для исполнения",
        "true_copy": "Верно",
    },
}
HEAD = (
    "language", "number", "body", "subtitle", "place", "date", "day", "time", "is_demonstration",
)  # fmt: skip


def extract(paper: dict[str, Any], body: Any) -> dict[str, Any]:
    """Keep only the points that one body has to carry out."""
    language = paper["language"]
    items = []
    for item in paper["items"]:
        points = [point for point in item["points"] if body.pk in point["bodies"]]
        if points:
            resolved = "".join(item["resolved"].split("\n")[-1:])
            items.append({"number": item["number"], "resolved": resolved, "points": points})
    return {
        **{name: paper[name] for name in HEAD if name in paper},
        "title": WORDS[language]["extract"].format(number=paper["number"]),
        "for": getattr(body, f"name_{language}") or body.name_ru,
        "items": items,
        "signatures": paper["signatures"][1:],
    }


def lines_of(paper: dict[str, Any]) -> Iterator[str]:
    """Write an extract in the order in which it is printed."""
    words = WORDS[paper["language"]]
    yield from (paper["body"], paper["title"], paper["subtitle"])
    yield f"{paper['place']}, {paper['date']}, {paper['time']}"
    yield f"{words['extract_for']}: {paper['for']}"
    for item in paper["items"]:
        yield item["resolved"]
        yield from (f"{point['label']}. {point['sentence']}" for point in item["points"])
    yield f"{words['true_copy']}:"
    yield from (f"{one['role']}: {one['name']}" for one in paper["signatures"])


def checksum_of(papers: dict[str, dict[str, Any]]) -> str:
    """Return the checksum over the Kazakh and the Russian text."""
    texts = ["\n".join(line for line in lines_of(papers[one]) if line) for one in ("kk", "ru")]
    return hashlib.sha256("\n\n".join(texts).encode()).hexdigest()


def bodies_in(paper: dict[str, Any]) -> set[int]:
    """Return the bodies that a paper gives something to carry out."""
    points = [point for item in paper["items"] for point in item["points"]]
    return {pk for point in points for pk in point.get("bodies", [])}


def make(apps: Any, schema_editor: Any) -> None:
    """Make the rows that are missing, as they would have been made with the approval."""
    body_model = apps.get_model("agencies", "Body")
    extract_model = apps.get_model("meetings", "Extract")
    protocols = apps.get_model("meetings", "Protocol").objects.filter(
        approved_at__isnull=False, extracts__isnull=True
    )
    for protocol in protocols.iterator(chunk_size=50):
        rows = []
        for body in body_model.objects.filter(pk__in=bodies_in(protocol.papers["ru"])):
            papers = {one: extract(protocol.papers[one], body) for one in ("kk", "ru")}
            rows.append(
                extract_model(
                    protocol=protocol,
                    body=body,
                    papers=papers,
                    checksum=checksum_of(papers),
                    made_at=protocol.approved_at,
                )
            )
        extract_model.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_a_seat_is_taken_and_left_at_an_hour")]
    # Sealed rows are never taken away again, and the code before this reads them as well.
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
