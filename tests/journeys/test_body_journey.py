"""Path 1: an administrator adds a body and ends it with a successor; its page stays to be read."""

from agencies.models import Body, Territory
from audit import clock
from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.stories import in_days

FORMER = {
    "code": "former-agency",
    "name_kk": "Бұрынғы агенттік",
    "name_ru": "Прежнее агентство",
    "name_en": "Former Agency",
    "abbreviation_kk": "БА",
    "abbreviation_ru": "ПА",
    "abbreviation_en": "FA",
}


def test_administrator_adds_a_body_and_ends_it_with_a_successor(opened: Open, cast: Cast) -> None:
    liaison = opened("aigerim").go("/bodies/new/", status=403).go("/bodies/")
    assert liaison.page.locator("main a[href*='/bodies/new/']").count() == 0

    administrator = opened("administrator").go("/bodies/").follow("/bodies/new/")
    centre, finance = Body.objects.get(code="atc"), Body.objects.get(code="mof")
    republic = Territory.objects.get(code="KZ")
    day = clock.today().isoformat()
    places = {"parent": str(centre.pk), "kind": "agency", "territory": str(republic.pk)}
    administrator.fill(**FORMER, **places, valid_from=in_days(-30).isoformat()).act("Add the body")
    body = Body.objects.get(code="former-agency")
    own = f"/bodies/{body.pk}/"
    administrator.reads("Former Agency", "Nobody holds a post here")
    liaison.go("/bodies/?q=Бұрынғы").follow(own).reads("Бұрынғы агенттік")
    liaison.go(f"{own}end/", status=403)

    administrator.act("End this body").reads("Its tasks, answers and record stay readable")
    administrator.fill(ends_on=day, successor=str(finance.pk), reason="").act("End this body")
    administrator.fill(reason="Decree 12 of today").act("End this body")
    administrator.reads("its history stays").follow(f"/bodies/{finance.pk}/")
    administrator.reads("Ministry of Finance")
    body.refresh_from_db()
    assert (body.valid_to, body.successor) == (clock.today(), finance)
    liaison.go(own).reads("тарихы сақталады").follow(f"/bodies/{finance.pk}/")
    liaison.go("/bodies/?q=Бұрынғы").reads("0")
    assert liaison.page.locator(f"main a[href*='{own}']").count() == 0
    liaison.go("/bodies/?q=Бұрынғы&ended=on").follow(own)
    administrator.look_everywhere("/bodies/", own)

    auditor = opened("auditor").seek(kind="agencies.Body", number=body.pk)
    administrators = ("Askar Admin", centre.name_ru, "Прежнее агентство")
    auditor.finds("added the body", *administrators)
    auditor.finds("ended the body", "Askar Admin", "Decree 12 of today", "Прежнее агентство")
