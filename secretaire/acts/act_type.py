"""What one type of act is, as data: the schema of `resources/types/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
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
    TABLEAU = "tableau"  # rows; a column of type montant can be totalled


class Colonne(_Frozen):
    """A column of a table field."""

    nom: str
    libelle: str
    type: Literal[FieldType.TEXTE, FieldType.MONTANT, FieldType.NOMBRE, FieldType.DATE] = FieldType.TEXTE
    options: tuple[str, ...] = ()  # the only texts the column takes, when there are some


class Champ(_Frozen):
    """A field of the form.

    Attributes:
        redaction: how an option of a choice is written in the act, when not as it is chosen.
        calcul: how the field is worked out when it is left empty: a sum or difference of fields and of
            table columns (« cout_ht - montant_demande - autres_financements.montant »), or a
            percentage (« montant_demande / cout_ht »).
    """

    nom: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    libelle: str
    type: FieldType
    obligatoire: bool = True
    aide: str = ""
    exemple: str = ""
    options: tuple[str, ...] = ()
    colonnes: tuple[Colonne, ...] = ()
    defaut: str = ""
    redaction: Mapping[str, str] = {}
    calcul: str = ""


class Condition(_Frozen):
    """True when the field is filled, or equals one of `vaut`, or the field `comme`; `sauf` reverses it."""

    champ: str
    vaut: tuple[str, ...] = ()
    comme: str = ""
    sauf: bool = False


class Visa(_Frozen):
    """A text the act rests on: a code and its articles, another text, or a free wording.

    Attributes:
        code: the name of the text in the legal snapshot (« CGCT », « loi n° 2000-321 du 12 avril 2000 »);
            empty for a local act or an opinion.
        texte: what follows « Vu »; needed unless `code` is the acronym of a known code.
        articles: as in the legal snapshot (« L. 2121-29 », « art. 10 »).
    """

    code: str = ""
    texte: Template | None = None
    articles: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()


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
    """A considérant, a piece of exposé or an article, kept when every condition holds."""

    texte: Template
    tableau: Tableau | None = None
    si: tuple[Condition, ...] = ()


class Majorite(StrEnum):
    """How the decision is taken."""

    SUFFRAGES = "suffrages_exprimes"
    PREND_ACTE = "prend_acte"
    MAIRE = "maire"  # arretes: no vote


class ActType(_Frozen):
    """One act type (one YAML file)."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    famille: Famille
    libelle: str
    mots: tuple[str, ...] = ()  # how a secretary asks for it: « toiture », « DETR », « vide-grenier »
    matiere: Annotated[str, StringConstraints(pattern=r"^\d\.\d{1,2}$")]
    nature_actes: Literal["DE", "AR", "AI"]
    transmissible: bool
    objet: Template
    champs: tuple[Champ, ...]
    visas: tuple[Visa, ...]
    considerants: tuple[Paragraphe, ...] = ()
    expose: tuple[Paragraphe, ...] = ()
    annonce: str = "DÉCIDE"
    articles: Annotated[tuple[Paragraphe, ...], Field(min_length=1)]
    execution: Template | None = None  # the last article, when the usual formula does not suit
    voies_de_recours: bool = True  # False for a measure that nobody can contest (a mere record)
    majorite: Majorite = Majorite.SUFFRAGES
    alerte_deport: bool = False
    delais: tuple[str, ...] = ()
    erreurs_frequentes: tuple[str, ...] = ()
    a_verifier: tuple[str, ...] = ()
    droit_au: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]  # state of the law the type was written for

    def champ(self, nom: str) -> Champ | None:
        """The field of that name, if the type has one."""
        return next((c for c in self.champs if c.nom == nom), None)
