"""What one type of act is, as data: the schema of `resources/types/*.yaml`."""

from __future__ import annotations

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


class Champ(_Frozen):
    """A field of the form."""

    nom: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    libelle: str
    type: FieldType
    obligatoire: bool = True
    aide: str = ""
    exemple: str = ""
    options: tuple[str, ...] = ()
    colonnes: tuple[Colonne, ...] = ()
    defaut: str = ""


class Condition(_Frozen):
    """True when the field is filled (no `vaut`) or equals one of `vaut`; `sauf` reverses it."""

    champ: str
    vaut: tuple[str, ...] = ()
    sauf: bool = False


class Visa(_Frozen):
    """A text the act rests on: a code and its articles, another text, or a free wording."""

    code: str = ""  # « CGCT »: key of the codes of the legal snapshot
    texte: Template | None = None  # « la loi n° 2000-321 du 12 avril 2000 … » or « l'avis du … »
    articles: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()


class Paragraphe(_Frozen):
    """A considérant, a piece of exposé or an article, kept when every condition holds."""

    texte: Template
    tableau: str = ""  # name of a table field written under the paragraph, with its total
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
    majorite: Majorite = Majorite.SUFFRAGES
    alerte_deport: bool = False
    delais: tuple[str, ...] = ()
    erreurs_frequentes: tuple[str, ...] = ()
    a_verifier: tuple[str, ...] = ()
    droit_au: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]  # state of the law the type was written for

    def champ(self, nom: str) -> Champ | None:
        """The field of that name, if the type has one."""
        return next((c for c in self.champs if c.nom == nom), None)
