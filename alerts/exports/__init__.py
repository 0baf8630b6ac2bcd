"""Files of alerts: what a screen shows, to be taken away, with its date and reader inside."""

from alerts.exports.atom import CONTENT_TYPE as ATOM
from alerts.exports.atom import atom_feed
from alerts.exports.exercises import XLSX, exercise_workbook
from alerts.exports.packs import pack_as_xlsx
from alerts.exports.papers import pack_as_pdf

__all__ = ["ATOM", "XLSX", "atom_feed", "exercise_workbook", "pack_as_pdf", "pack_as_xlsx"]
