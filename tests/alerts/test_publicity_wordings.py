"""The wordings of official texts: versions, placeholders, preview, and who adopts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from agencies.models import Territory
from alerts import actions, queries
from alerts.actions import ActSpec
from alerts.models import LevelDecision, TextTemplate
from alerts.texts import draft_texts
from alerts.texts.first import FIRST
from audit import clock
from audit.models import Entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "Терроризмге қарсы орталық хабарлайды: {from} {where} — {level} деңгей, {term}."
SignedIn = Callable[[str], Client]


def yellow(term: str, ends_at: dt.datetime | None, start: str = "2022-01-26T00:00") -> ActSpec:
    """Return yellow on Almaty city."""
    return ActSpec(
        territory=Territory.objects.get(code="75"),
        action="set",
        level=1,
        starts_at=dt.datetime.fromisoformat(start).replace(tzinfo=clock.zone()),
        term_text=term,
        ends_at=ends_at,
    )


def almaty(text: str) -> dt.datetime:
    """Read an instant of Almaty."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.zone())


def test_the_first_versions_are_loaded_once(cast: Cast) -> None:
    assert actions.load_wordings(actor=None) == 39
    assert actions.load_wordings(actor=None) == 39
    assert set(TextTemplate.objects.values_list("version", flat=True)) == {1}
    entries = Entry.objects.filter(verb="adopted the wording of official texts")
    assert entries.count() == 39


def test_an_approver_of_the_republic_adopts_a_version_and_drafts_follow_it(cast: Cast) -> None:
    actions.load_wordings(actor=None)
    act = yellow("14 суток", almaty("2022-02-09T00:00"))
    before = draft_texts([act], "Б", "Р")
    template = actions.adopt_wording(
        "set", "kk", NEW, actor=cast.saule, reason="a lawyer's advice"
    )
    after = draft_texts([act], "Б", "Р")
    assert (template.version, template.adopted_by, template.words) == (2, cast.saule, NEW)
    assert after["ru"] == before["ru"]
    assert after["kk"].startswith("Терроризмге қарсы орталық хабарлайды: 2022 жылғы 26 қаңтар")
    assert "орташа («сары») деңгей, 14 тәулік мерзімге" in after["kk"]


def test_the_same_words_again_adopt_nothing(cast: Cast) -> None:
    actions.load_wordings(actor=None)
    again = actions.adopt_wording("set", "ru", FIRST["set"]["ru"], actor=cast.saule)
    assert (again.version, TextTemplate.objects.count()) == (1, 39)


@pytest.mark.parametrize(
    ("piece", "language", "words", "named"),
    [
        ("set", "ru", "уведомляет об установлении {level} уровня {from} {term}", "{where}"),
        ("set", "ru", "{where} {level} {from} {term} {who}", "{who}"),
        ("set", "ru", "{where.code} {where} {level} {from} {term}", "{where.code}"),
        ("set", "ru", "{where:>99} {where} {level} {from} {term}", "{where:>99}"),
        ("cancel", "kk", "{where} {from}", "{before}"),
        ("closing", "en", "Thank you, {where}.", "{where}"),
        ("ground", "ru", "Решение принято.", "{authority}"),
        ("set", "en", "{where {level} {from} {term}", "A brace stands alone"),
        ("set", "en", "  ", "Write the words"),
        ("yellow", "kk", "сары\nорташа", "write one line"),
    ],
)
def test_a_wrong_placeholder_is_refused_by_name(
    cast: Cast, piece: str, language: str, words: str, named: str
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(ValidationError) as refusal:
        actions.adopt_wording(piece, language, words, actor=cast.saule)
    assert named in " ".join(refusal.value.messages)
    assert (TextTemplate.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize("name", ["dauren", "serik", "governor", "auditor", "administrator"])
def test_nobody_else_adopts_a_wording(cast: Cast, name: str) -> None:
    entries = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.adopt_wording("set", "kk", NEW, actor=cast[name])
    assert (TextTemplate.objects.count(), Entry.objects.count()) == (0, entries)


def test_an_adopted_version_never_changes(cast: Cast) -> None:
    template = actions.adopt_wording("set", "kk", NEW, actor=cast.saule)
    for change in (lambda: TextTemplate.objects.filter(pk=template.pk).update(words="x"),
                   template.delete):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_proposal_keeps_the_text_it_has(
    cast: Cast, propose: Callable[..., LevelDecision]
) -> None:
    decision = propose()
    text = decision.text_kk
    actions.adopt_wording("set", "kk", NEW, actor=cast.saule)
    decision.refresh_from_db()
    assert decision.text_kk == text


def test_a_preview_speaks_of_the_newest_decision_of_its_kind(published: LevelDecision) -> None:
    shown = queries.preview("set", "kk", NEW)
    assert (shown.number, "Алматы қаласы — орташа" in shown.text) == (published.number, True)
    invented = queries.preview("cancel", "ru", FIRST["cancel"]["ru"])
    assert invented.number == ""
    assert "об отмене умеренного («желтого») уровня" in invented.text


@pytest.mark.parametrize(
    ("term", "ends", "kk", "ru", "en"),
    [
        (
            "14 суток", "2022-02-09T00:00",
            "14 тәулік мерзімге, 2022 жылғы 9 ақпан сағат 00:00-ге дейін",
            "сроком на 14 суток, до 00:00 часов 9 февраля 2022 года",
            "for 14 days, until 00:00 on 9 February 2022",
        ),
        (
            "21 сутки", "2022-02-16T00:00",
            "21 тәулік мерзімге, 2022 жылғы 16 ақпан сағат 00:00-ге дейін",
            "сроком на 21 сутки, до 00:00 часов 16 февраля 2022 года",
            "for 21 days, until 00:00 on 16 February 2022",
        ),
        (
            "до 15 февраля 2022 года включительно", "2022-02-16T00:00",
            "2022 жылғы 15 ақпанға дейін (қоса алғанда)",
            "до 15 февраля 2022 года включительно",
            "until 15 February 2022 inclusive",
        ),
        (
            "до 23:59 19 февраля", "2022-02-19T23:59",
            "2022 жылғы 19 ақпан сағат 23:59-ға дейін",
            "до 23:59 часов 19 февраля 2022 года",
            "until 23:59 on 19 February 2022",
        ),
        ("", None, "ерекше өкімге дейін", "до особого распоряжения", "until further notice"),
    ],
)  # fmt: skip
def test_the_term_is_said_as_it_was_stated(
    house: None, term: str, ends: str | None, kk: str, ru: str, en: str
) -> None:
    act = yellow(term, almaty(ends) if ends else None)
    texts = draft_texts([act], "Б", "Р")
    assert f", {kk}." in texts["kk"]
    assert f" {ru}." in texts["ru"]
    assert f" {en}." in texts["en"]


def test_the_republic_has_its_article_in_english(house: None) -> None:
    whole = replace(yellow("", None), territory=Territory.objects.get(code="KZ"))
    assert (
        "is set in the Republic of Kazakhstan from 00:00" in draft_texts([whole], "Б", "Р")["en"]
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "№ 611 Жарлығы, 4-тарау"),
        ("ru", "№ 611, глава 4"),
        ("en", "Decree of the President"),
    ],
)
def test_the_decree_is_named_in_the_readers_language(
    published: LevelDecision, language: str, said: str
) -> None:
    with translation.override(language):
        assert any(said in row.value for row in queries.card(published))


def test_the_page_previews_before_it_adopts(
    cast: Cast, signed_in: SignedIn, reads_english: None
) -> None:
    actions.load_wordings(actor=None)
    page, client = "/levels/wordings/set/kk/", signed_in("saule")
    shown = client.post(page, {"words": NEW, "reason": "plainer"})
    assert shown.status_code == 200
    assert "How the new words read in a whole text" in shown.content.decode()
    assert TextTemplate.objects.filter(version=2).count() == 0
    previewed = shown.context["form"].data["previewed"]
    changed = client.post(
        page, {"words": NEW + " Тағы.", "reason": "plainer", "previewed": previewed}
    )
    assert (changed.status_code, TextTemplate.objects.filter(version=2).count()) == (200, 0)
    done = client.post(page, {"words": NEW, "reason": "plainer", "previewed": previewed})
    assert done.status_code == 302
    assert TextTemplate.objects.get(version=2).reason == "plainer"


def test_the_page_keeps_what_was_typed_when_it_refuses(
    cast: Cast, signed_in: SignedIn, reads_english: None
) -> None:
    shown = signed_in("saule").post(
        "/levels/wordings/set/kk/", {"words": "деңгей {level}", "reason": "shorter"}
    )
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "The placeholder {where} is missing." in text
    assert "деңгей {level}" in text
