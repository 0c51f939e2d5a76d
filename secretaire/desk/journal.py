"""The journal of decisions, for a person: is it intact, does it hold the head printed on a sheet, its passphrase."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage
from secretaire.store.custody import Protection
from secretaire.store.journal import JournalEntry, JournalReport
from secretaire.store.journal_chain import Breach


def journal_report(office: Office) -> JournalReport:
    """Is the journal intact, where does it first break, and are the acts what it says?"""
    report = office.workspace.journal.verify()
    acts = office.workspace.acts.contradicting()
    if report.reason is None and acts:
        return replace(report, intact=False, reason=Breach.ACTE_CONTREDIT, acts=acts)
    return replace(report, acts=acts)


def line_of(office: Office, digest: str) -> JournalEntry | None:
    """The line whose hash is printed on a sheet; None proves that this journal is not the one it was printed from.

    Raises:
        WrongUsage: it is no hash.
    """
    return office.workspace.journal.line_of(digest)


def head_words(office: Office) -> str:
    """The head of the journal as it is printed: the number of its last line and its hash, by four."""
    line = office.workspace.journal.head()
    if line is None:
        return ""
    unsigned = ", non signée" if line.sans_cle else ""
    grouped = " ".join(line.hash[at : at + 4] for at in range(0, len(line.hash), 4))
    return f"ligne {line.seq}{unsigned} : {grouped}"


def is_locked(office: Office) -> bool:
    """Does the journal wait for its passphrase? Until then nothing is recorded."""
    return office.workspace.journal.protection is Protection.FERME


def unlock(office: Office, passphrase: str) -> None:
    """Open the journal for this session.

    Raises:
        Refused: it is not the passphrase.
    """
    office.workspace.journal.unlock(passphrase)


def protect(office: Office, passphrase: str) -> None:
    """Put the key of the journal under a passphrase, in a file of the workspace; replaces a former passphrase.

    Raises:
        Refused: it is too short, or the key is not on this PC.
        EnvironmentFault: the file cannot be written.
    """
    office.workspace.journal.protect(passphrase, now=datetime.now(UTC))


def admit_return(office: Office, who: str, reason: str) -> JournalEntry:
    """Somebody says that they put the workspace back to an older copy; the journal keeps it.

    Raises:
        WrongUsage: it was not put back, or nobody is named.
    """
    if not who.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui a remis la sauvegarde : ajoutez --par NOM")
    return office.workspace.journal.admit_return(who.strip(), reason.strip(), now=datetime.now(UTC))
