"""The table of a plan is brought in from a file, mended, applied; another is put aside."""

from django.core.files.uploadedfile import SimpleUploadedFile

from plans import actions
from tests.plans import tables
from tests.stories import Teller, in_days


def tell(tell: Teller) -> None:
    """Call every action on tables brought in."""
    serik = tell.cast.serik
    plan = tell(
        actions.create_plan,
        actor=serik,
        controller=tell.body("atc"),
        code="tables",
        first_year=in_days(0).year,
        last_year=in_days(0).year + 1,
        name_kk="Жоспар",
        name_ru="План",
    )
    rows = [[str(number), *tables.RU[2][1:]] for number in range(1, 311)]
    large = SimpleUploadedFile("large.xlsx", tables.table("A", "ru", "xlsx", rows))
    aside = tell(actions.receive_plan_file, plan, actor=serik, upload=large)
    tell(actions.read_plan_import, aside, actor=serik)
    tell(actions.discard_plan_import, aside, actor=serik)
    small = SimpleUploadedFile("plan.docx", tables.table("A", "ru", "docx"))
    one = tell(actions.receive_plan_file, plan, actor=serik, upload=small)
    place = one.rows.filter(kind="measure")[0].place
    tell(actions.mend_plan_import, one, actor=serik, cells={(place, "term"): "ежегодно"})
    tell(actions.apply_plan_import, one, actor=serik)
    tell(actions.enter_working_day, in_days(900), actor=serik, is_working=False, source="Act 1")
    tell(actions.record_table_download, one, actor=serik)
