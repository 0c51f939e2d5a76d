"""What an expert would say of an act being written: who decides, delays, papers to attach, usual mistakes, doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille, Majorite, ModeScrutin
from secretaire.acts.form_values import FormValues
from secretaire.acts.wording import MONTHS
from secretaire.desk.finding import matieres
from secretaire.errors import UnreadableInput

_BALLOTS = {
    ModeScrutin.SECRET: "Au scrutin secret.",
    ModeScrutin.SECRET_SAUF_UNANIMITE: (
        "Au scrutin secret, sauf si le conseil décide à l'unanimité de ne pas y recourir (CGCT, L. 2121-21)."
    ),
}
_MAJORITIES = {
    Majorite.SUFFRAGES: "Le conseil municipal décide à la majorité des suffrages exprimés.",
    Majorite.ELECTION: "Le conseil municipal élit : majorité absolue aux deux premiers tours, relative au troisième.",
    Majorite.COMPTES: (
        "Le compte est arrêté si aucune majorité ne vote contre (CGCT, L. 1612-12) ; le maire sort au moment du vote."
    ),
    Majorite.PREND_ACTE: "Le conseil municipal prend acte, sans vote.",
    Majorite.MAIRE: "Le maire décide seul, par arrêté.",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A heading and its lines. `doubtful` for what nobody here has verified."""

    title: str
    lines: tuple[str, ...]
    doubtful: bool = False


def advice_on(kind: ActType, act: Act) -> tuple[Advice, ...]:
    """What to know of this act, headings without a line left out."""
    return tuple(part for part in _parts(kind, act) if part.lines)


def expected_files(kind: ActType, act: Act) -> tuple[str, ...]:
    """The papers that the type asks to join, in words; all of them while a field cannot be read."""
    values = _values(kind, act)
    return tuple(a.texte for a in kind.annexes if values is None or values.holds(a.si))


def _parts(kind: ActType, act: Act) -> Iterator[Advice]:
    values = _values(kind, act)
    yield Advice("Pièces à joindre", expected_files(kind, act))
    yield Advice("Quitte la salle avant le débat et le vote", kind.deport)
    yield Advice("Délais", kind.delais)
    yield Advice("Qui décide, et ensuite", tuple(_decision(kind, values)))
    yield Advice("Erreurs fréquentes", kind.erreurs_frequentes)
    yield Advice("À vérifier avant de signer : nous n'en sommes pas certains", kind.a_verifier, doubtful=True)


def _values(kind: ActType, act: Act) -> FormValues | None:
    try:
        return FormValues(kind, act.fields, act.act_date)
    except UnreadableInput:
        return None  # the form has already said which field


def _decision(kind: ActType, values: FormValues | None) -> Iterator[str]:
    yield _MAJORITIES[kind.majorite]
    if kind.scrutin in _BALLOTS:
        yield _BALLOTS[kind.scrutin]
    if kind.au_nom_de_l_etat:
        yield "Le maire agit ici au nom de l'État, sous l'autorité du préfet (CGCT, L. 2122-27)."
    if kind.contradictoire:
        yield "La personne visée est d'abord invitée à présenter ses observations (CRPA, L. 121-1)."
    if values.transmissible if values else kind.transmissible:
        yield "L'acte est transmis au contrôle de légalité avant de produire effet (CGCT, L. 2131-1)."
    elif kind.famille is Famille.ARRETE or kind.majorite is not Majorite.PREND_ACTE:
        yield "L'acte n'est pas soumis à transmission au contrôle de légalité."
    label = dict(matieres()).get(kind.matiere, "")
    yield f"Matière {kind.matiere}{f', {label}' if label else ''} ; rédigé pour le droit de {_month(kind.droit_au)}."


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"
