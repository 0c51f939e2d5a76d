"""Write a document of the town hall: Word, OpenDocument or PDF, by the suffix of the target."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.desk.exporting import Notice, notice_of, papier_for
from secretaire.desk.office import Office
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to
from secretaire.exchange.statement import Statement, write_statement


def write(
    office: Office, statement: Statement, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never
) -> Notice | None:
    """Write a statement on the paper of the commune; returns what is lost by that format.

    Raises:
        WrongUsage: the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "document.docx"
        write_statement(statement, office.commune, papier_for(office, route, Copy.DEFINITIF), source)
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    return notice_of(office, route)
