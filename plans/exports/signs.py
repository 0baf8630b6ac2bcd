"""What a sheet or a document can hold of a text."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def holdable(text: str) -> str:
    """Put a space for each sign that nobody can see and no file of an office can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))
