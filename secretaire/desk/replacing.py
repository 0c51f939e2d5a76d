"""Put its successor in the place of a reference that is no longer to be cited; the journal keeps both."""

from __future__ import annotations

from datetime import UTC, datetime

from secretaire.acts.act import Act
from secretaire.checks.citations import REPLACED
from secretaire.checks.finding import Finding
from secretaire.desk import writing
from secretaire.desk.checking import check_act
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.law.references import normal_article
from secretaire.store.journal import Entry, Event


def replace_reference(office: Office, act_id: str, found: Finding, author: str) -> Act:
    """Replace the reference of a remark by the successor that it proposes; undone like any change of the text.

    Raises:
        Refused: the checks no longer propose it at that place, or the act was changed elsewhere.
    """
    act = writing.get_act(office, act_id)
    if found not in _replaceable(office, act):
        raise Refused(Code.REFERENCE_MOVED)
    return _replaced(office, act, found, author)


def replace_everywhere(office: Office, act_id: str, written: str, author: str) -> Act:
    """Replace a reference by its successor wherever the act cites it (« L. 2311-7 », « L2311-7 », or the whole citation).

    Raises:
        WrongUsage: the act does not cite it, or its successor is not certain.
    """
    act = writing.get_act(office, act_id)
    wanted = {written.strip(), normal_article(written)}
    count = 0
    # one at a time: the places of those that follow move
    while found := next(
        (f for f in _replaceable(office, act) if wanted & {f.extrait, normal_article(f.extrait)}), None
    ):
        act = _replaced(office, act, found, author)
        count += 1
    if not count:
        raise WrongUsage(Code.REFERENCE_NOT_REPLACED, reference=written)
    return act


def _replaceable(office: Office, act: Act) -> list[Finding]:
    return [f for f in check_act(office, act) if f.code == REPLACED and f.proposition and f.role is not None]


def _replaced(office: Office, act: Act, found: Finding, author: str) -> Act:
    if found.role is None:
        raise Refused(Code.REFERENCE_MOVED)
    text = act.section(found.role).text
    new = text[: found.start] + found.proposition + text[found.end :]
    with office.workspace.writing():
        saved = writing.edit_section(office, act.id, found.role, new, author)
        data = {
            "partie": found.role.value,
            "ancienne": found.extrait,
            "nouvelle": found.proposition,
            "motif": f"« {found.extrait} » devient « {found.proposition} »",
            "source": found.reference,
        }
        entry = Entry(author, Event.REFERENCE_REMPLACEE, saved.id, saved.version, data=data)
        office.workspace.journal.append(entry, now=datetime.now(UTC))
    return saved
