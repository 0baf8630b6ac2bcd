"""A body proposes a question; the secretariat takes it, postpones it or returns it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from audit import clock
from audit.models import Entry
from meetings import actions, queries
from meetings.models import Material, Proposal
from notices.models import Notice
from tests.cast import Cast
from tests.meetings import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def paper(words: str = "Справка") -> SimpleUploadedFile:
    """Hold a file as a browser sends it."""
    return SimpleUploadedFile("note.txt", words.encode())


def test_a_question_is_proposed_taken_and_its_proposer_told(cast: Cast, signed_in: SignIn) -> None:
    """By pages: sent, found by the secretary, put last on the agenda; twice changes nothing."""
    User.objects.update(language="en")
    meeting = builders.planned(cast)
    data = {
        "to_body": meeting.body_id,
        "body": builders.agency("moh").pk,
        "title_kk": "Есеп туралы",
        "title_ru": "Об отчёте",
        "minutes_allotted": 20,
    }
    client, make = signed_in("aigerim"), reverse("meetings:proposal-make")
    refused = client.post(make, data | {"title_kk": ""})
    assert (refused.status_code, "Об отчёте" in refused.content.decode()) == (422, True)
    client.post(make, data)
    client.post(make, data)
    proposal = Proposal.objects.get()
    asked = Notice.objects.latest("pk")
    assert set(asked.addressees.values_list("person_id", flat=True)) == {cast.serik.pk}
    keeper = signed_in("serik")
    agenda = reverse("meetings:agenda", args=[meeting.pk])
    assert "1 proposed question waits for your answer" in keeper.get(agenda).content.decode()
    take = reverse("meetings:proposal-take", args=[proposal.pk])
    assert keeper.post(take, {"meeting": meeting.pk}).status_code == 302
    entries = Entry.objects.count()
    keeper.post(take, {"meeting": meeting.pk})
    assert Entry.objects.count() == entries
    item = builders.items_of(meeting)[-1]
    assert (item.position, item.title_ru, item.minutes_allotted) == (3, "Об отчёте", 20)
    told = Notice.objects.latest("pk")
    assert set(told.addressees.values_list("person_id", flat=True)) == {cast.aigerim.pk}
    page = signed_in("aigerim").get(proposal.get_absolute_url()).content.decode()
    assert "on an agenda" in page
    page = signed_in("serik").get(agenda).content.decode()
    assert "The questions take 50 minutes." in page
    assert "40 minutes are left." in page


def test_a_refusal_has_its_reason_and_the_proposer_answers_it(cast: Cast) -> None:
    """Returned, worded anew, before the secretariat again; withdrawn, it is gone from there."""
    proposal = builders.proposed(cast)
    proposal = actions.return_proposal(proposal, actor=cast.serik, reason="Нет проекта решения")
    assert (proposal.state, proposal.answer) == ("returned", "Нет проекта решения")
    assert "Нет проекта решения" in Notice.objects.latest("pk").wordings.get(language="ru").body
    text = replace(builders.QUESTION, draft_decision_ru="Утвердить отчёт")
    proposal = actions.change_proposal(proposal, actor=cast.aigerim, text=text)
    assert proposal.state == Proposal.State.AWAITED
    proposal = actions.postpone_proposal(proposal, actor=cast.serik, reason="К итогам года")
    assert list(queries.proposals_waiting(cast.serik, proposal.to_body)) == [proposal]
    actions.withdraw_proposal(proposal, actor=cast.aigerim)
    assert not queries.visible_proposals(cast.serik).exists()
    assert queries.visible_proposals(cast.aigerim).count() == 1
    with pytest.raises(ValidationError, match="withdrawn"):
        actions.return_proposal(proposal, actor=cast.serik, reason="поздно")


def test_whoever_may_not_is_refused_and_leaves_no_trace(cast: Cast) -> None:
    """Neither for another body, nor to one without a seat, nor in the secretariat's place."""
    proposal = builders.proposed(cast)
    meeting = builders.planned(cast)
    entries, notices = Entry.objects.count(), Notice.objects.count()
    for name in ("outsider", "dauren", "serik", "governor", "auditor", "departed"):
        with pytest.raises(PermissionDenied):
            actions.propose_item(
                proposal.to_body, actor=cast[name], body=proposal.body, text=builders.QUESTION
            )
        with pytest.raises(PermissionDenied):
            actions.withdraw_proposal(proposal, actor=cast[name])
    for name in ("aigerim", "head_of_health", "outsider", "chair", "dauren", "auditor"):
        with pytest.raises(PermissionDenied):
            actions.take_proposal(proposal, actor=cast[name], meeting=meeting)
        with pytest.raises(PermissionDenied):
            actions.return_proposal(proposal, actor=cast[name], reason="нет")
    with pytest.raises(ValidationError, match="no seat"):
        actions.propose_item(
            builders.agency("commission-75"),
            actor=cast.aigerim,
            body=proposal.body,
            text=builders.QUESTION,
        )
    assert (Entry.objects.count(), Notice.objects.count()) == (entries, notices)
    assert not queries.visible_proposals(cast.outsider).exists()


def test_papers_come_along_until_the_limit(cast: Cast) -> None:
    """In time: a material at once. Late: it waits for the chair, and then says so."""
    meeting = builders.planned(cast)
    limit = clock.midnight(queries.limit_of(meeting))
    proposal = builders.proposed(cast)
    late = limit + 30 * builders.HOUR
    actions.add_proposal_paper(proposal, actor=cast.aigerim, title="Справка", upload=paper())
    with clock.at(late):
        actions.add_proposal_paper(
            proposal, actor=cast.aigerim, title="Таблица", upload=paper("Таблица")
        )
        proposal = actions.take_proposal(proposal, actor=cast.serik, meeting=meeting)
        item = proposal.item
        assert item is not None
        assert [one.title for one in Material.objects.all()] == ["Справка"]
        with pytest.raises(ValidationError, match="needs the chair's permission"):
            actions.add_proposal_paper(
                proposal, actor=cast.aigerim, title="Ещё", upload=paper("Ещё")
            )
        admission = actions.allow_late_materials(item, actor=cast.chair, reason="срочно")
        found = Material.objects.get(title="Таблица")
        assert (found.added_by, found.admitted) == (cast.aigerim, admission)
    actions.remove_item(item, actor=cast.serik)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item_id, Material.objects.count()) == ("awaited", None, 0)
    assert proposal.papers.count() == 2


def test_a_cancelled_meeting_gives_its_proposals_back(cast: Cast) -> None:
    """The question is before the secretariat again, its paper may be brought, one is told."""
    proposal, meeting = builders.proposed(cast), builders.planned(cast)
    actions.add_proposal_paper(proposal, actor=cast.aigerim, title="Справка", upload=paper())
    actions.take_proposal(proposal, actor=cast.serik, meeting=meeting)
    notices = Notice.objects.count()
    for _again in range(2):
        actions.cancel_meeting(meeting, actor=cast.serik, reason="перенос")
    assert Notice.objects.count() == notices + 1
    told = Notice.objects.latest("pk")
    assert set(told.addressees.values_list("person_id", flat=True)) == {cast.aigerim.pk}
    words = told.wordings.get(language="ru")
    assert "отменено" in words.body
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item_id, proposal.answered_by) == ("awaited", None, None)
    assert list(queries.proposals_waiting(cast.serik, proposal.to_body)) == [proposal]
    assert Entry.objects.filter(verb="freed a proposal").count() == 1
    next_one = builders.planned(cast)
    taken = actions.take_proposal(proposal, actor=cast.serik, meeting=next_one)
    assert [one.item for one in Material.objects.filter(item__meeting=next_one)] == [taken.item]


def test_the_meeting_is_locked_before_its_proposals(cast: Cast) -> None:
    """Bringing a paper, taking a question and taking it off the agenda wait for each other."""
    proposal, meeting = builders.proposed(cast), builders.planned(cast)

    def locked_by(act: Callable[[], object]) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            act()
        locks = [one["sql"] for one in caught if " FOR UPDATE" in one["sql"]]
        tables = [re.findall(r'FROM "(meetings_\w+)"', sql) for sql in locks]
        return [found[0] for found in tables if found]

    take = partial(actions.take_proposal, proposal, actor=cast.serik, meeting=meeting)
    bring = partial(
        actions.add_proposal_paper, proposal, actor=cast.aigerim, title="A", upload=paper()
    )
    for act in (take, bring):
        assert locked_by(act)[:2] == ["meetings_meeting", "meetings_proposal"]


def test_a_paper_whose_content_is_gone_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    """The store has lost it: 404, and nothing says that it was opened."""
    proposal = builders.proposed(cast)
    brought = actions.add_proposal_paper(
        proposal, actor=cast.aigerim, title="Справка", upload=paper("Утрачено")
    )
    default_storage.delete(brought.stored_file.path)
    entries = Entry.objects.count()
    path = reverse("meetings:proposal-paper", args=[brought.pk])
    assert signed_in("aigerim").post(path).status_code == 404
    assert Entry.objects.count() == entries


def test_ten_proposals_ask_no_more_than_one(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """One query, whatever their number."""
    for number in range(10):
        builders.proposed(cast, title_ru=f"Вопрос {number}")
    with django_assert_num_queries(1):
        rows = [one.body.name_ru for one in queries.visible_proposals(cast.aigerim)]
    assert len(rows) == 10
