"""The named persons of the workspace: who they are, in which capacity they act, and their codes.

Nobody is obliged to be listed: as long as no maire is, the maire and the adjoints of the roster decide as they are
named. Once the maire is listed, only listed persons decide, within their limits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from secretaire.acts import wording
from secretaire.acts.act import Act
from secretaire.acts.life import DECISIONS, Step
from secretaire.council.persons import (
    FIRST_SLOWED,
    Capacity,
    CodeFault,
    Delegation,
    Person,
    Role,
    Subject,
    allow_step,
    code_fault,
    deciding_capacity,
)
from secretaire.council.roster import Elu
from secretaire.desk.elus import find_elu, words_of_name
from secretaire.desk.finding import matieres
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.journal import Entry, Event

_CODE_EVENTS = (Event.CODE_CHOISI, Event.CODE_RETIRE, Event.CODE_OUBLIE)
_FAULTS = {
    CodeFault.COURT: "il est trop court",
    CodeFault.LONG: "il est trop long",
    CodeFault.EVIDENT: "tout le monde l'essaierait",
}


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who takes a step: the name that the journal keeps, the listed person if they are, and in which capacity."""

    nom: str
    person: Person | None = None
    capacity: Capacity | None = None


def listed(office: Office) -> tuple[Person, ...]:
    """The persons of the workspace: those of the council in the order of the tableau, then the others."""
    council = office.workspace.roster.get().on(office.today())
    ranks = {words_of_name(elu.full_name): rank for rank, elu in enumerate(council)}
    persons = office.workspace.persons.list()
    return tuple(sorted(persons, key=lambda p: ranks.get(words_of_name(p.nom), len(ranks))))


def find(office: Office, name: str) -> Person | None:
    """The listed person whom a typed name designates (« MARTIN », « Claire Martin », any case), if any.

    Raises:
        WrongUsage: several persons answer to it.
    """
    persons = office.workspace.persons.list()
    wanted = words_of_name(name)
    exact = [p for p in persons if words_of_name(p.nom) == wanted]
    near = exact or [p for p in persons if wanted and wanted <= words_of_name(p.nom)]
    if len(near) > 1:
        raise WrongUsage(Code.UNKNOWN_PERSON, nom=name)
    return near[0] if near else None


def get(office: Office, name: str) -> Person:
    """The listed person whom a typed name designates.

    Raises:
        WrongUsage: nobody answers to it, or several do.
    """
    person = find(office, name)
    if person is None:
        raise WrongUsage(Code.UNKNOWN_PERSON, nom=name)
    return person


def add(
    office: Office, name: str, role: Role, by: str, *, delegation: Delegation | None = None, maire_code: str = ""
) -> Person:
    """List a person. A maire or an adjoint is looked for in the roster and takes the full name it gives.

    Raises:
        WrongUsage: the name is empty, already listed, or that of nobody in office with that function.
        Refused: the maire has a code and this is not it (see `check_code`).
    """
    _as_the_maire(office, maire_code)
    nom = _full_name(office, name, role)
    if any(words_of_name(p.nom) == words_of_name(nom) for p in office.workspace.persons.list()):
        raise WrongUsage(Code.PERSON_LISTED, nom=nom)
    with office.workspace.writing():
        person = office.workspace.persons.add(nom, role, delegation or Delegation())
        _journal(office, by, Event.PERSONNE_INSCRITE, person)
    return person


def change(office: Office, changed: Person, by: str, *, maire_code: str = "") -> Person:
    """Keep a person's new name, role, delegation or absence.

    Raises:
        WrongUsage, Refused: as `add`.
    """
    _as_the_maire(office, maire_code)
    nom = _full_name(office, changed.nom, changed.role)
    if any(p.id != changed.id and words_of_name(p.nom) == words_of_name(nom) for p in office.workspace.persons.list()):
        raise WrongUsage(Code.PERSON_LISTED, nom=nom)
    with office.workspace.writing():
        person = office.workspace.persons.change(replace(changed, nom=nom))
        _journal(office, by, Event.PERSONNE_CHANGEE, person)
    return person


def retire(office: Office, person: Person, by: str, *, maire_code: str = "") -> None:
    """The person acts no more; what they did stays in the journal.

    Raises:
        WrongUsage: they are not listed any more.
        Refused: the maire has a code and this is not it.
    """
    _as_the_maire(office, maire_code)
    with office.workspace.writing():
        office.workspace.persons.withdraw(person.id)
        _journal(office, by, Event.PERSONNE_RETIREE, person)


def maire_with_code(office: Office) -> Person | None:
    """The maire, if he has a code: the list of persons then changes only with it."""
    return next((p for p in office.workspace.persons.list() if p.role is Role.MAIRE and p.has_code), None)


def refuse_unknown_delegation(office: Office, given: Delegation) -> None:
    """A delegation names matters of the nomenclature and act types that exist.

    Raises:
        WrongUsage: one of them does not.
    """
    known = dict(matieres())
    for code in given.matieres:
        if code not in known:
            raise WrongUsage(Code.WRONG_OPTION, cause=f"« {code} » n'est pas une matière de la nomenclature")
    for type_id in given.types:
        office.types.get(type_id)


def said_delegation(office: Office, person: Person) -> tuple[str, ...]:
    """What is delegated to a person, in words; nothing for those who need no delegation."""
    if person.role is not Role.ADJOINT:
        return ()
    given, known = person.delegation, dict(matieres())
    named = [known.get(code, code).lower() for code in given.matieres]
    named += [kind.libelle if (kind := office.types.find(type_id)) else type_id for type_id in given.types]
    if not named:
        return ("sans délégation",)
    by = f" (arrêté {given.arrete})" if given.arrete else ""
    return (f"délégation{by} : {', '.join(named)}",)


def said_absence(person: Person) -> tuple[str, ...]:
    """When a person is away, in words."""
    if person.absence is None:
        return ()
    last = f" au {wording.day(person.absence.fin)}" if person.absence.fin else ", retour non connu"
    return (f"absent du {wording.day(person.absence.debut)}{last}",)


def choose_code(office: Office, person: Person, new: str, by: str, *, former: str = "") -> None:
    """Give a person a code, or another one: what then decides in their name.

    Raises:
        Refused: the code is too short, too long or too plain; the former one is missing or wrong.
    """
    fault = code_fault(new)
    if fault is not None:
        raise Refused(Code.CODE_UNFIT, cause=_FAULTS[fault])
    _put_code(office, person, new, by, Event.CODE_CHOISI, former)


def remove_code(office: Office, person: Person, by: str, *, former: str) -> None:
    """Do without a code from now on.

    Raises:
        Refused: the former code is missing or wrong.
    """
    _put_code(office, person, "", by, Event.CODE_RETIRE, former)


def forget_code(office: Office, person: Person, by: str, reason: str) -> None:
    """Remove a code that nobody remembers. The journal keeps who did it and why: the person sees it.

    Raises:
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(Code.REASON_REQUIRED, etape="retirer un code oublié")
    with office.workspace.writing():
        office.workspace.persons.set_code(person.id, "")
        _journal(office, by, Event.CODE_OUBLIE, person, trace="", motif=reason.strip())


def refuse_reader(office: Office, name: str) -> None:
    """A lecteur writes nothing in an act.

    Raises:
        Refused: the name is that of a lecteur.
    """
    wanted = words_of_name(name)
    for person in office.workspace.persons.list():
        if person.role is Role.LECTEUR and words_of_name(person.nom) == wanted:
            raise Refused(Code.READER_ONLY, nom=person.nom)


def check_code(office: Office, person: Person, code: str) -> None:
    """Go on only if it is the code of that person; a person without a code needs none.

    Each wrong code in a row lengthens the wait before the next try; not inside a transaction, which would undo the count.

    Raises:
        Refused: the code is missing or wrong, it is too soon to try again, or another program changed what is kept of it.
    """
    _refuse_altered_code(office, person)
    if not person.has_code:
        return
    if not code.strip():
        raise Refused(Code.CODE_REQUIRED, nom=person.nom)
    persons, now = office.workspace.persons, datetime.now(UTC)
    if persons.verify_code(person.id, code, now=now):
        return
    failures = persons.failures(person.id)
    if failures.count >= FIRST_SLOWED:
        entry = Entry(person.nom, Event.CODE_REFUSE, data={"essais": failures.count})
        office.workspace.journal.append(entry, now=now)
    raise Refused(Code.CODE_WRONG, nom=person.nom)


def signatory(office: Office, act: Act, step: Step, by: str) -> Signatory:
    """Who takes a step on an act under that name, and whether they may; their code is another matter.

    Raises:
        Refused: a decision of somebody who is neither maire nor adjoint in office, or not within their limits; any step
            of a lecteur.
        WrongUsage: several listed persons answer to the name.
    """
    elu = None if find(office, by) else _elu(office, by)
    person = find(office, elu.full_name if elu else by)
    if person is None:
        if step in DECISIONS:
            return Signatory(_unlisted_decider(office, step, by, elu))
        return Signatory(by.strip())
    allow_step(person, step)
    if step not in DECISIONS:
        return Signatory(person.nom, person)
    _refuse_out_of_office(office, person)
    subject = Subject(act.type_id, office.types.get(act.type_id).matiere)
    return Signatory(person.nom, person, deciding_capacity(person, subject, listed(office), office.today()))


def deciders(office: Office, act: Act) -> tuple[Signatory, ...]:
    """Who may decide on an act today, the maire first."""
    persons = listed(office)
    if not any(p.role is Role.MAIRE for p in persons):
        names = [elu.full_name for elu in office.workspace.roster.get().on(office.today()) if elu.decides]
    else:
        names = [p.nom for p in persons if p.role in {Role.MAIRE, Role.ADJOINT}]
    found = []
    for name in names:
        try:
            found.append(signatory(office, act, Step.APPROUVER, name))
        except Refused:
            continue
    return tuple(found)


def _unlisted_decider(office: Office, step: Step, by: str, elu: Elu | None) -> str:
    if elu is None or not elu.decides:
        raise Refused(Code.ROLE_REFUSED, nom=by, etape=step.value)
    if any(p.role is Role.MAIRE for p in office.workspace.persons.list()):
        raise Refused(Code.NOT_LISTED, nom=elu.full_name)
    return elu.full_name


def _refuse_out_of_office(office: Office, person: Person) -> None:
    """A mandate ends; the list of persons may be late."""
    elu = _elu(office, person.nom)
    if elu is None or not _fits(office, elu, person.role):
        raise Refused(Code.OUT_OF_OFFICE, nom=person.nom)


def _elu(office: Office, name: str) -> Elu | None:
    try:
        return find_elu(office, name, office.today())
    except WrongUsage:
        return None


def _fits(office: Office, elu: Elu, role: Role) -> bool:
    """Only the maire is listed as maire; an adjoint may be any other councillor with a delegation (CGCT L. 2122-18)."""
    maire = office.workspace.roster.get().maire(office.today())
    is_maire = maire is not None and maire.id == elu.id
    return is_maire if role is Role.MAIRE else not is_maire


def _full_name(office: Office, name: str, role: Role) -> str:
    nom = " ".join(name.split())
    if role in {Role.MAIRE, Role.ADJOINT}:
        elu = find_elu(office, nom, office.today())
        if not _fits(office, elu, role):
            raise Refused(Code.OUT_OF_OFFICE, nom=elu.full_name)
        return elu.full_name
    if not words_of_name(nom):
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut un nom")
    return nom


def _as_the_maire(office: Office, code: str) -> None:
    maire = maire_with_code(office)
    if maire is None:
        return
    if not code.strip():
        raise Refused(Code.CODE_OF_MAIRE)
    check_code(office, maire, code)


def _refuse_altered_code(office: Office, person: Person) -> None:
    """The journal says which code was kept last: another program that takes it off opens nothing."""
    journal = office.workspace.journal
    told = [line for event in _CODE_EVENTS for line in journal.of(event) if line.data.get("numero") == person.id]
    ours = [line for line in sorted(told, key=lambda line: line.seq) if journal.vouches_for(line)]
    if (ours[-1].data["trace"] if ours else "") != office.workspace.persons.code_trace(person.id):
        raise Refused(Code.CODE_ALTERED, nom=person.nom)


def _put_code(office: Office, person: Person, new: str, by: str, event: Event, former: str) -> None:
    check_code(office, office.workspace.persons.get(person.id), former)
    with office.workspace.writing():
        office.workspace.persons.set_code(person.id, new)
        _journal(office, by, event, person, trace=office.workspace.persons.code_trace(person.id))


def _journal(office: Office, by: str, event: Event, person: Person, **data: object) -> None:
    given = person.delegation
    limits = {"matieres": list(given.matieres), "types": list(given.types), "arrete": given.arrete}
    away = person.absence
    known: dict[str, object] = {
        "numero": person.id,
        "personne": person.nom,
        "role": person.role.value,
        "delegation": limits,
    }
    if away is not None:
        known["absence"] = [away.debut.isoformat(), away.fin.isoformat() if away.fin else ""]
    office.workspace.journal.append(Entry(by.strip(), event, data={**known, **data}), now=datetime.now(UTC))
