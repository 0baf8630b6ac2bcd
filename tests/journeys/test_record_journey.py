"""Path 7: an auditor reads the record, and the reading is in it; nobody else reads it."""

from audit import chain
from tests.journeys.conftest import Open


def test_auditor_reads_what_was_done_and_that_it_was_read(opened: Open) -> None:
    chain.seal_record()
    auditor = opened("auditor")
    auditor.go("/record/?verb=ended+the+appointment")
    auditor.reads("Askar Admin", "left the service", "Damir Departed")
    auditor.press("tbody a").reads("left the service")
    entry = auditor.page.url.removeprefix(auditor.address)
    auditor.look_everywhere("/record/?verb=ended+the+appointment", entry, "/record/check/")
    auditor.go("/record/?verb=read+the+record").reads("Alla Petrova")
    opened("serik").go("/record/", status=403)
