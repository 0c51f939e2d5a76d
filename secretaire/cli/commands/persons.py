"""personne: the named persons of the workspace, what is delegated to them, their codes."""

from __future__ import annotations

import argparse
from dataclasses import replace

from secretaire.cli import session
from secretaire.cli.codes import Codes, add_codes_option
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council.persons import Absence, Delegation, Person, Role
from secretaire.desk import persons
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage

_MAIRE = "Code du maire"


def declare(commands: Subparsers) -> None:
    """Declare `personne`."""
    personne = commands.group("personne", "les personnes de l'espace : qui écrit, qui décide, dans quelles limites")
    personne.command("lister", "liste les personnes inscrites", show)
    ajouter = personne.command("ajouter", "inscrit une personne", add)
    ajouter.add_argument("nom", metavar="NOM")
    ajouter.add_argument("--role", required=True, choices=[r.value for r in Role])
    modifier = personne.command("modifier", "change ce qui est noté d'une personne", change)
    modifier.add_argument("nom", metavar="NOM")
    modifier.add_argument("--nouveau-nom", metavar="NOM")
    modifier.add_argument("--role", choices=[r.value for r in Role])
    absence = modifier.add_mutually_exclusive_group()
    absence.add_argument("--absent-du", metavar="DATE", help="premier jour d'absence ou d'empêchement")
    absence.add_argument("--de-retour", action="store_true", help="la personne n'est plus absente")
    modifier.add_argument("--absent-au", metavar="DATE", help="dernier jour, s'il est connu")
    for command in (ajouter, modifier):
        command.add_argument("--matieres", metavar="6.1,3", help="matières déléguées, codes de la nomenclature")
        command.add_argument("--types", metavar="A,B", help="types d'actes délégués un par un")
        command.add_argument("--arrete", metavar="TEXTE", help="arrêté de délégation : « n° 2026-012 du 28 mars 2026 »")
    retirer = personne.command("retirer", "retire une personne ; ce qu'elle a fait reste au journal", retire)
    retirer.add_argument("nom", metavar="NOM")
    code = personne.command("code", "choisit, change ou retire le code d'une personne", choose_code)
    code.add_argument("nom", metavar="NOM")
    gesture = code.add_mutually_exclusive_group()
    gesture.add_argument("--retirer", action="store_true", help="la personne n'aura plus de code")
    gesture.add_argument("--oublie", metavar="MOTIF", help="retire un code oublié ; le motif reste au journal")
    for command in (ajouter, modifier, retirer, code):
        command.add_argument("--par", metavar="NOM")
        add_codes_option(command)


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        listed = persons.listed(office)
        lines = [_line(office, person) for person in listed] or ["Personne n'est inscrit : les élus décident."]
    return Result({"personnes": [_json(person) for person in listed]}, lines)


def add(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        given = _delegation(office, options, Delegation())
        code = _maire_code(office, options)
        who, role = session.author(options), Role(options.role)
        person = persons.add(office, options.nom, role, who, delegation=given, maire_code=code)
        return Result(_json(person), [f"Inscrit : {_line(office, person)}"])


def change(options: argparse.Namespace) -> Result:
    if options.absent_au and not options.absent_du:
        raise WrongUsage(Code.WRONG_OPTION, cause="--absent-au demande --absent-du")
    with session.office(options) as office:
        person = persons.get(office, options.nom)
        away = None if options.de_retour else person.absence
        if options.absent_du:
            last = session.day(options.absent_au) if options.absent_au else None
            away = Absence(session.day(options.absent_du), last)
        changed = replace(
            person,
            nom=options.nouveau_nom or person.nom,
            role=Role(options.role) if options.role else person.role,
            delegation=_delegation(office, options, person.delegation),
            absence=away,
        )
        kept = persons.change(office, changed, session.author(options), maire_code=_maire_code(office, options))
        return Result(_json(kept), [_line(office, kept)])


def retire(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        person = persons.get(office, options.nom)
        persons.retire(office, person, session.author(options), maire_code=_maire_code(office, options))
    return Result({"nom": person.nom}, [f"{person.nom} n'est plus parmi les personnes inscrites."])


def choose_code(options: argparse.Namespace) -> Result:
    codes = Codes(options)
    with session.office(options) as office:
        person = persons.get(office, options.nom)
        by = (options.par or person.nom).strip()
        if options.oublie is not None:
            persons.forget_code(office, person, session.author(options), options.oublie)
        else:
            former = codes.ask(f"Code actuel de {person.nom}") if person.has_code else ""
            if options.retirer:
                persons.remove_code(office, person, by, former=former)
            else:
                persons.choose_code(office, person, codes.ask(f"Nouveau code de {person.nom}"), by, former=former)
        kept = persons.get(office, person.nom)
        return Result(_json(kept), [_line(office, kept)])


def code_for(office: Office, name: str, options: argparse.Namespace) -> str:
    """The code of whoever acts under that name, asked only if they have one."""
    person = persons.find(office, name)
    return Codes(options).ask(f"Code de {person.nom}") if person and person.has_code else ""


def _maire_code(office: Office, options: argparse.Namespace) -> str:
    return Codes(options).ask(_MAIRE) if persons.maire_with_code(office) else ""


def _delegation(office: Office, options: argparse.Namespace, former: Delegation) -> Delegation:
    given = Delegation(
        _listed(options.matieres, former.matieres),
        _listed(options.types, former.types),
        former.arrete if options.arrete is None else options.arrete.strip(),
    )
    persons.refuse_unknown_delegation(office, given)
    return given


def _listed(text: str | None, former: tuple[str, ...]) -> tuple[str, ...]:
    return former if text is None else tuple(word for word in text.replace(",", " ").split())


def _json(person: Person) -> dict[str, object]:
    away = person.absence
    return {
        "nom": person.nom,
        "role": person.role.value,
        "matieres": list(person.delegation.matieres),
        "types": list(person.delegation.types),
        "arrete": person.delegation.arrete,
        "absence": None if away is None else {"du": str(away.debut), "au": str(away.fin) if away.fin else None},
        "code": person.has_code,
    }


def _line(office: Office, person: Person) -> str:
    said = [person.role.value, *persons.said_delegation(office, person), *persons.said_absence(person)]
    return f"{person.nom} : {', '.join(said)}, {'avec un code' if person.has_code else 'sans code'}"
