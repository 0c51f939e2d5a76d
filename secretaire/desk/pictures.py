"""The picture of a page of the fund, the passage marked: drawn in a child process, never here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from secretaire.desk import finding
from secretaire.desk.office import Office
from secretaire.fund.pictures.page_pictures import Picture


def page_picture(
    office: Office,
    document_id: int,
    page: int,
    width_px: int,
    passage: str = "",
    words: Sequence[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> Picture:
    """A page of a document, `width_px` pixels wide, with the places of a passage and of words as they are written.

    Raises:
        WrongUsage: the document left the fund.
        UnreadableInput: NO_PAGE_PICTURE when its format has none, else why it cannot be shown.
        Cancelled: `cancelled` said so.
    """
    path = finding.openable_file(office, document_id)
    boxes = office.fund.catalogue.scans.boxes(document_id, page) or ""
    with office.page_pictures() as pictures:
        return pictures.picture(path, page, width_px, passage, words, boxes, cancelled)
