"""What one type of act is, as data: the schema of `resources/types/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Template = Annotated[str, StringConstraints(min_length=1)]
"""Text with `{champ}`, `{champ:forme}` and `[[segment dropped when one of its fields is empty]]`."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Famille(StrEnum):
    """Who decides: the conseil municipal or the maire."""

    DELIBERATION = "deliberation"
    ARRETE = "arrete"


class FieldType(StrEnum):
    """How a field is typed, checked and written."""

    TEXTE = "texte"
    TEXTE_LONG = "texte_long"
    DATE = "date"
    HEURE = "heure"
    MONTANT = "montant"  # euros, two decimals
    NOMBRE = "nombre"
    POURCENTAGE = "pourcentage"
    PERSONNE = "personne"  # a member of the roster, or a free name
    CHOIX = "choix"
    PERIODE = "periode"  # from a day to a day, both included, or one day
    PARCELLE = "parcelle"  # cadastral parcels: « ZC 14 »
    TABLEAU = "tableau"  # rows; a column of type montant can be totalled


class Colonne(_Frozen):
    """A column of a table field."""

    nom: str
    libelle: str
    type: Literal[
        FieldType.TEXTE,
        FieldType.MONTANT,
        FieldType.NOMBRE,
        FieldType.POURCENTAGE,
        FieldType.DATE,
        FieldType.PERSONNE,
        FieldType.PARCELLE,
    ] = FieldType.TEXTE
    options: tuple[str, ...] = ()  # the only texts the column takes, when there are some


class Condition(_Frozen):
    """True when the field is filled, or equals one of `vaut`, or the field `comme`; `sauf` reverses it.

    `superieur_a` and `inferieur_a` compare numbers, amounts, percentages, dates, hours, the beginning of a period or the
    number of rows of a table with a number, a calculation or another field (`date_acte` for the day of the act), strictly;
    where one side is unknown such a condition never holds, `sauf` or not.
    """

    champ: str
    vaut: tuple[str, ...] = ()
    comme: str = ""
    superieur_a: str = ""
    inferieur_a: str = ""
    sauf: bool = False


class Champ(_Frozen):
    """A field of the form.

    Attributes:
        exemple: a value a town hall would type; the rows of a table are in `lignes`.
        lignes: example rows of a table, by column name.
        unite: what is counted or measured, shown beside the field (« € HT », « m² », « heures par semaine »).
        minimum: least value of a number, an amount or a percentage, itself allowed.
        maximum: greatest value, itself allowed.
        entier: the number has no decimals.
        redaction: how an option of a choice is written in the act, when not as it is chosen.
        calcul: how the field is worked out when it is left empty, see `acts/calculation.py`
            (« cout_ht - montant_demande - autres_financements.montant », « part(montant_demande, cout_ht) »).
        si: the field applies when all hold, else it is neither asked nor written; it looks at fields before it.
    """

    nom: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    libelle: str
    type: FieldType
    obligatoire: bool = True
    aide: str = ""
    exemple: str = ""
    lignes: tuple[Mapping[str, str], ...] = ()
    unite: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    entier: bool = False
    options: tuple[str, ...] = ()
    colonnes: tuple[Colonne, ...] = ()
    defaut: str = ""
    redaction: Mapping[str, str] = {}
    calcul: str = ""
    si: tuple[Condition, ...] = ()


class Visa(_Frozen):
    """A text the act rests on: a code and its articles, another text, or a free wording.

    Attributes:
        code: the name of the text in the legal snapshot (« CGCT », « loi n° 2000-321 du 12 avril 2000 »);
            empty for a local act or an opinion.
        texte: what follows « Vu »; needed unless `code` is the acronym of a known code.
        articles: as in the legal snapshot (« L. 2121-29 », « art. 10 »).
        cle: end of the key of its paragraph, when it is not its rank in the file.
    """

    code: str = ""
    texte: Template | None = None
    articles: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()
    cle: str = ""


class Ligne(_Frozen):
    """A row added to a table: the template of each cell, by column name; a row whose amount is empty is dropped."""

    cellules: Mapping[str, Template]


class Tableau(_Frozen):
    """A table written under a paragraph: the rows of a field, between rows made of other fields.

    Attributes:
        champ: the table field.
        avant: rows written before those of the field.
        apres: rows written after.
        total: label of the total row; empty for a table without total.
        part: heading of a last column giving the share of each amount in the total; empty for none.
    """

    champ: str
    avant: tuple[Ligne, ...] = ()
    apres: tuple[Ligne, ...] = ()
    total: str = "Total"
    part: str = ""


class Paragraphe(_Frozen):
    """A considérant, a piece of exposé or an article, kept when every condition holds.

    Attributes:
        cle: end of the key of its paragraph, when it is not its rank in the file.
    """

    texte: Template
    tableau: Tableau | None = None
    si: tuple[Condition, ...] = ()
    cle: str = ""


class Annexe(_Frozen):
    """A paper attached to the act, when every condition holds."""

    texte: str
    si: tuple[Condition, ...] = ()


class Controle(_Frozen):
    """A mistake that this type invites, found by its conditions.

    Attributes:
        si: the mistake is made when all hold.
        message: what is wrong and what to do, for a person who is no lawyer.
        champ: the field to look at.
        bloquant: only for what is certain; else a warning.
        source: the article or the practice.
    """

    si: Annotated[tuple[Condition, ...], Field(min_length=1)]
    message: str
    champ: str
    bloquant: bool = False
    source: str


class Majorite(StrEnum):
    """How the decision is taken."""

    SUFFRAGES = "suffrages_exprimes"
    ELECTION = "election"  # absolute majority, then relative at the third round; the fields give the count (L. 2122-7)
    COMPTES = (
        "comptes"  # adopted unless a majority votes against, the maire having left the room (L. 1612-12, L. 2121-14)
    )
    PREND_ACTE = "prend_acte"
    MAIRE = "maire"  # arretes: no vote


class ModeScrutin(StrEnum):
    """How the council votes on this type (L. 2121-21)."""

    ORDINAIRE = "ordinaire"
    SECRET = "secret"  # noqa: S105 - a ballot
    SECRET_SAUF_UNANIMITE = "secret_sauf_unanimite"  # noqa: S105 - nominations: the council may decide otherwise, all agreeing


class Presidence(StrEnum):
    """Who presides when this matter is examined."""

    MAIRE = "maire"  # or whoever stands in (L. 2121-14, L. 2122-17)
    DOYEN = "doyen"  # the oldest member, until the maire is elected (L. 2122-8)


class Recours(StrEnum):
    """Which ways of recourse the act tells."""

    DROIT_COMMUN = "droit_commun"  # two months, gracieux included (CJA R. 421-1)
    ELECTORAL = "electoral"  # five days (code électoral, R. 119)
    URBANISME = "urbanisme"  # one month for the gracieux, which extends nothing (CU L. 600-12-2)
    AUCUN = "aucun"  # a mere record, a wish


class ActType(_Frozen):
    """One act type (one YAML file).

    Attributes:
        transmissible_si: a transmissible type is sent only when all hold.
        par_delegation: an arrete that takes a decision delegated by the council (L. 2122-22).
        mots: how a secretary asks for it: « toiture », « DETR », « vide-grenier ».
        ouverture: how the decision of an election opens, when not « après avoir procédé au vote »: the first that applies.
        annexes: the papers to attach, each with its condition.
        deport: the members who must leave the room, in a few words each (L. 2131-11).
        contradictoire: the person must first be heard (CRPA L. 121-1).
        au_nom_de_l_etat: the maire acts as agent of the State (L. 2122-27).
        a_verifier: what is not certain: said to the person, never a certainty.
        droit_au: the month of the law the type was written for.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    famille: Famille
    libelle: str
    mots: tuple[str, ...] = ()
    matiere: Annotated[str, StringConstraints(pattern=r"^\d\.\d{1,2}$")]
    nature_actes: Literal["DE", "AR", "AI"]
    transmissible: bool
    transmissible_si: tuple[Condition, ...] = ()
    par_delegation: bool = False
    objet: Template
    champs: tuple[Champ, ...]
    visas: tuple[Visa, ...]
    considerants: tuple[Paragraphe, ...] = ()
    expose: tuple[Paragraphe, ...] = ()
    annonce: str = "DÉCIDE"
    articles: Annotated[tuple[Paragraphe, ...], Field(min_length=1)]
    execution: Template | None = None  # the last article, when the usual formula does not suit
    majorite: Majorite = Majorite.SUFFRAGES
    scrutin: ModeScrutin = ModeScrutin.ORDINAIRE
    presidence: Presidence = Presidence.MAIRE
    ouverture: tuple[Paragraphe, ...] = ()
    recours: Recours = Recours.DROIT_COMMUN
    deport: tuple[str, ...] = ()
    contradictoire: bool = False
    au_nom_de_l_etat: bool = False
    annexes: tuple[Annexe, ...] = ()
    controles: tuple[Controle, ...] = ()
    delais: tuple[str, ...] = ()
    erreurs_frequentes: tuple[str, ...] = ()
    a_verifier: tuple[str, ...] = ()
    droit_au: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]

    @property
    def individuel(self) -> bool:
        """An act about one person: notified to them, not published (L. 2131-1)."""
        return self.nature_actes == "AI"

    def champ(self, nom: str) -> Champ | None:
        """The field of that name, if the type has one."""
        return next((c for c in self.champs if c.nom == nom), None)
