"""What the paper says and does not say, who may approve it, and what is locked after."""

import hashlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agencies import actions as agencies
from agencies.models import Post, User
from audit import clock
from audit.models import Entry
from meetings import actions, documents, queries
from meetings.models import Decision, Meeting, Protocol
from plans.models import Task
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _reads_english(cast: Cast) -> None:
    """Let everybody read the pages in the language in which these tests are written."""
    User.objects.update(language="en")


def another_secretary(cast: Cast) -> User:
    """Engage a second secretary of the Centre."""
    facts = {"email": "second@example.invalid", "full_name": "Second Secretary"}
    person = agencies.add_person(actor=None, body=builders.centre(), **facts)
    agencies.appoint(
        person, actor=None, body=builders.centre(), role=Post.Role.SECRETARY, starts_at=clock.now()
    )
    return person


def test_whoever_signed_as_secretary_does_not_approve(cast: Cast, signed_in: SignIn) -> None:
    """Not by the action, not by the page; nothing is sealed and nothing recorded."""
    meeting = builders.submitted(cast)
    entries = Entry.objects.count()
    with pytest.raises(ValidationError, match="does not approve it"):
        actions.approve_protocol(meeting, actor=cast.serik)
    client = signed_in("serik")
    approve = reverse("meetings:protocol-approve", args=[meeting.pk])
    page = client.get(reverse("meetings:protocol", args=[meeting.pk])).content.decode()
    assert f'href="{approve}"' not in page
    assert "another person does" in client.get(approve).content.decode()
    client.post(approve)
    assert Entry.objects.count() == entries
    assert not Protocol.objects.filter(number__isnull=False).exists()


def test_one_does_not_approve_in_the_place_of_who_signed(cast: Cast) -> None:
    """Acting for the secretary who signed is signing twice."""
    meeting = builders.submitted(cast)
    person = agencies.add_person(
        actor=None, body=builders.centre(), email="acting@example.invalid", full_name="Acting"
    )
    agencies.appoint(
        person,
        actor=None,
        body=builders.centre(),
        role=Post.Role.SECRETARY,
        starts_at=clock.now(),
        acting_for=cast.serik,
    )
    with pytest.raises(ValidationError, match="does not approve it"):
        actions.approve_protocol(meeting, actor=person)


def test_another_secretary_may_approve_and_it_says_so(cast: Cast) -> None:
    """The table gives both roles the right to sign; the paper shows in which capacity."""
    meeting = builders.submitted(cast)
    protocol = actions.approve_protocol(meeting, actor=another_secretary(cast))
    assert protocol.approved_as == "secretary"


def test_approving_is_confirmed_on_a_page_of_its_own(cast: Cast, signed_in: SignIn) -> None:
    """The button leads to what will happen; only the second one seals."""
    meeting = builders.submitted(cast)
    client = signed_in("chair")
    approve = reverse("meetings:protocol-approve", args=[meeting.pk])
    page = client.get(reverse("meetings:protocol", args=[meeting.pk])).content.decode()
    assert f'href="{approve}"' in page
    asked = client.get(approve).content.decode()
    assert "Approve and seal the protocol" in asked
    assert not Protocol.objects.filter(number__isnull=False).exists()
    assert client.post(approve).status_code == 302
    assert Protocol.objects.get().approved_by == cast.chair
    assert client.get(approve).status_code == 403


def test_what_is_sealed_shows_no_form(cast: Cast, signed_in: SignIn) -> None:
    """The page says that nothing changes any more; what was typed meanwhile is not lost."""
    meeting = builders.approved(cast).meeting
    item, decision = builders.items_of(meeting)[0], Decision.objects.filter(meeting=meeting)[0]
    client = signed_in("serik")
    for name, pk in (
        ("item-minutes", item.pk), ("decision-enter", item.pk), ("decision-change", decision.pk),
        ("minutes-complete", meeting.pk), ("item-change", item.pk), ("item-add", meeting.pk),
        ("agenda-open", meeting.pk), ("meeting-change", meeting.pk),
        ("meeting-cancel", meeting.pk),
    ):  # fmt: skip
        answer = client.get(reverse(f"meetings:{name}", args=[pk]))
        assert answer.status_code == 403, name
        assert "Add an addendum" in answer.content.decode(), name
        assert "<textarea" not in answer.content.decode(), name
    path = reverse("meetings:item-minutes", args=[item.pk])
    late = client.post(path, builders.said("набрано") | {"version": 1})
    assert late.status_code == 422
    assert "Заслушан доклад набрано" in late.content.decode()


def test_an_item_without_a_decision_prints_no_empty_decision(cast: Cast) -> None:
    """What was heard stands there, and nothing after «РЕШИЛ» that nobody decided."""
    meeting = builders.held(cast)
    first, second = builders.items_of(meeting)
    for item in (first, second):
        actions.record_minutes(item, actor=cast.serik, version=0, texts=builders.said())
    actions.enter_decision(first, actor=cast.serik, text=builders.point())
    paper = documents.compose(meeting, "ru")
    assert [bool(item["resolved"]) for item in paper["items"]] == [True, False]
    assert documents.text_of(paper).count("РЕШИЛ") == 1
    assert documents.print_protocol(paper, "").startswith(b"%PDF-1")


def said_of(meeting: Meeting) -> list[str]:
    """Return what keeps the protocol back."""
    return queries.obstacles_to_submission(meeting)


def test_minutes_in_one_language_keep_the_protocol_back(cast: Cast) -> None:
    """Kazakh words would stand in the Russian paper, and nobody would have said so."""
    meeting = builders.written(cast)
    second = builders.items_of(meeting)[1]
    assert said_of(meeting) == []
    kazakh = builders.said() | {"heard_ru": ""}
    actions.record_minutes(second, actor=cast.serik, version=1, texts=kazakh)
    sentence = "Minutes written in one language only, on the questions: 2."
    assert said_of(meeting) == [sentence]
    with pytest.raises(ValidationError, match="one language only"):
        actions.submit_protocol(meeting, actor=cast.serik)
    actions.record_minutes(second, actor=cast.serik, version=2, texts=builders.said())
    dissent = {"chair": cast.chair, "dissent_kk": "Пікір"}
    meeting = actions.complete_minutes(meeting, actor=cast.serik, **dissent)  # type: ignore[arg-type]
    assert said_of(meeting) == ["The dissenting opinions are written in one language only."]


def test_an_introduction_without_a_decision_keeps_the_protocol_back(cast: Cast) -> None:
    """Words that lead to a decision need one."""
    meeting = builders.written(cast)
    second = builders.items_of(meeting)[1]
    actions.remove_decision(second.decisions.get(), actor=cast.serik)
    assert said_of(meeting) == []
    texts = builders.said() | {"decided_kk": "Ескере отырып", "decided_ru": "Учитывая доклад"}
    actions.record_minutes(second, actor=cast.serik, version=1, texts=texts)
    assert said_of(meeting) == ["An introduction to a decision, and no decision, on: 2."]


def test_a_term_worded_in_one_language_is_a_day_in_the_other(cast: Cast) -> None:
    """The Kazakh paper does not say «в месячный срок»."""
    meeting = builders.held(cast)
    item = builders.items_of(meeting)[0]
    actions.enter_decision(item, actor=cast.serik, text=builders.point(term_kk=""))
    kazakh = documents.text_of(documents.compose(meeting, "kk"))
    assert "в месячный срок" not in kazakh
    assert "в месячный срок" in documents.text_of(documents.compose(meeting, "ru"))


def test_the_column_of_who_came_also_names_reasons() -> None:
    """A reason of absence stands there, so the heading says so."""
    assert documents.WORDS["ru"]["who"] == "Кто присутствовал либо причина отсутствия"
    assert documents.WORDS["kk"]["who"] == "Кім қатысты немесе қатыспау себебі"


def test_what_a_task_lacks_is_said_beside_its_field(cast: Cast, signed_in: SignIn) -> None:
    """The second button with no form of completion: a link leads to the field, nothing is lost."""
    item = builders.items_of(builders.held(cast))[0]
    data = {
        "kind": "assignment", "text_kk": "Есеп берсін", "text_ru": "Представить отчёт",
        "lead": builders.agency("moh").pk, "term_ru": "в месячный срок",
        "adopted": "unanimously", "as_task": "yes",
    }  # fmt: skip
    client, path = signed_in("serik"), reverse("meetings:decision-enter", args=[item.pk])
    answer = client.post(path, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        'href="#id_form_of_completion">Form of completion: Choose the form of completion' in page
    )
    assert "Представить отчёт" in page
    assert (Decision.objects.count(), Task.objects.count()) == (0, 0)
    assert "Left empty for a statement only: an assignment needs one." in page
    statement = client.post(path, data | {"kind": "statement"})
    assert statement.status_code == 422
    assert "A statement becomes no task" in statement.content.decode()


def as_first_written(paper: documents.Paper) -> str:
    """Write a paper as the first version of the product did."""
    words = documents.WORDS[paper["language"]]
    lines = [paper["body"], paper["title"], paper["subtitle"]]
    lines.append(f"{paper['place']}, {paper['date']}, {paper['time']}")
    lines += [f"{fact['label']}: {'; '.join(fact['values'])}" for fact in paper["facts"]]
    lines.append(words["agenda"])
    for line in paper["agenda"]:
        lines.append(f"{line['number']}. {line['title']} {line['speaker']}".rstrip())
    for item in paper["items"]:
        lines.append(f"{item['number']}. {item['title']}")
        lines += [f"{part['label']}: {part['text']}" for part in item["parts"]]
        lines.append(item["resolved"])
        lines += [f"{point['label']}. {point['sentence']}" for point in item["points"]]
    lines.append(f"{words['dissent']}: {paper['dissent']}")
    lines += [f"{one['role']}: {one['name']}" for one in paper["signatures"]]
    lines.append(words["annex"])
    lines += [f"{one['seat']}: {one['state']} {one['who']}".rstrip() for one in paper["annex"]]
    return "\n".join(line for line in lines if line)


def first_checksum(papers: dict[str, documents.Paper]) -> str:
    """Seal papers as the first version of the product did."""
    text = "\n\n".join(as_first_written(papers[language]) for language in documents.LANGUAGES)
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_paper_sealed_in_the_first_layout_still_gives_its_checksum(cast: Cast) -> None:
    """A paper without a layout is written as it was; every later one keeps its own."""
    protocol = builders.approved(cast)
    assert {one["layout"] for one in protocol.papers.values()} == {documents.LAYOUT}
    papers = protocol.papers
    for paper in papers.values():
        del paper["layout"]
    sealed = first_checksum(papers)
    assert sealed != protocol.checksum
    assert queries.Proof("", protocol.meeting, None, papers, sealed).holds
    for few in papers.values():
        few["annex"] = []
    assert queries.Proof("", protocol.meeting, None, papers, first_checksum(papers)).holds


def test_what_was_submitted_in_the_first_layout_is_approved_in_it(cast: Cast) -> None:
    """Ten came and everybody stands in the annex, as the secretary signed; a change is refused."""
    meeting = builders.written(cast)
    rows = list(meeting.attendances.order_by("seat__position"))
    marks = [actions.Mark(row.pk, "absent", reason="болезнь") for row in rows[10:]]
    actions.mark_attendance(meeting, actor=cast.serik, marks=marks)
    protocol = actions.submit_protocol(meeting, actor=cast.serik)
    papers = {
        language: documents.compose(meeting, language, layout=documents.FIRST_LAYOUT)
        for language in documents.LANGUAGES
    }
    assert [len(one["annex"]) for one in papers.values()] == [39, 39]
    assert "Отсутствовали" not in [one["label"] for one in papers["ru"]["facts"]]
    Protocol.objects.update(submitted_checksum=first_checksum(papers)[::-1])
    with pytest.raises(ValidationError, match="not the one that was submitted"):
        actions.approve_protocol(meeting, actor=cast.chair)
    Protocol.objects.update(submitted_checksum=first_checksum(papers))
    protocol = actions.approve_protocol(meeting, actor=cast.chair)
    assert protocol.checksum == first_checksum(protocol.papers)
