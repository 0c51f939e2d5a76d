"""How an act looks, as data: fonts, colours, spaces, heading. One YAML a model; what a model does not say is `PLAIN`.

Read by every writer (DOCX, ODT, PDF). Sizes and spaces in points, lengths of the page in centimetres.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from secretaire.errors import Code, EnvironmentFault

MIN_CONTRAST = 4.5
"""Between a text and the white of the page (RGAA 3.2)."""


class Part(StrEnum):
    """The kinds of paragraphs of a printed act; the value is the key of `styles` in a model."""

    ENTETE = "entete"
    REPUBLIQUE = "republique"
    DEVISE = "devise"
    COMMUNE = "commune"
    TITRE = "titre"
    SEANCE = "seance"
    NUMERO = "numero"
    OBJET = "objet"
    TEXTE = "texte"
    COMPOSITION = "composition"
    EFFECTIFS = "effectifs"
    VISA = "visa"
    CONSIDERANT = "considerant"
    VOTE = "vote"
    ANNONCE = "annonce"
    ARTICLE = "article"
    CELLULE = "cellule"
    CLOTURE = "cloture"
    SIGNATURE = "signature"
    MENTION = "mention"
    PROJET = "projet"
    COORDONNEES = "coordonnees"
    PIED = "pied"


Align = Literal["gauche", "centre", "droite", "justifie"]
Side = Literal["haut", "bas", "gauche", "droite"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Style(_Data):
    """How one kind of paragraph looks; None: as the ordinary text of the page."""

    taille: float | None = Field(default=None, ge=6, le=36)
    gras: bool | None = None
    italique: bool | None = None
    capitales: bool | None = None
    interlettrage: float | None = Field(default=None, ge=0, le=4)
    couleur: Literal["texte", "accent", "discret"] = "texte"
    alignement: Align | None = None
    avant: float | None = Field(default=None, ge=0, le=72)
    apres: float | None = Field(default=None, ge=0, le=72)
    retrait: float = Field(default=0, ge=0, le=5)  # on both sides when centred
    interligne: float | None = Field(default=None, ge=1, le=2)
    filets: tuple[Side, ...] = ()
    avec_suivant: bool | None = None
    insecable: bool | None = None


class Page(_Data):
    """An A4 page: its margins, and where header and footer begin."""

    gauche: float = Field(default=2.5, ge=1, le=5)
    droite: float = Field(default=2.5, ge=1, le=5)
    haut: float = Field(default=2, ge=1, le=5)
    bas: float = Field(default=2, ge=1, le=5)
    entete: float = Field(default=1, ge=0.5, le=3)
    pied: float = Field(default=1, ge=0.5, le=3)


class Colours(_Data):
    """RRGGBB. The three colours of text stand out on white; lines and grounds are only ornament."""

    texte: str = "000000"
    accent: str = "000000"
    discret: str = "404040"
    filet: str = "7F7F7F"
    fond: str = "EDEDED"

    @field_validator("*")
    @classmethod
    def _six_digits(cls, value: str) -> str:
        if len(value) != 6 or set(value.upper()) - set("0123456789ABCDEF"):
            raise ValueError(f"« {value} » n'est pas une couleur (six chiffres hexadécimaux)")
        return value.upper()

    @field_validator("texte", "accent", "discret")
    @classmethod
    def _readable(cls, value: str) -> str:
        if contrast_on_white(value) < MIN_CONTRAST:
            raise ValueError(f"la couleur « {value} » est trop pâle sur du blanc")
        return value


class Heading(_Data):
    """How logo and commune stand at the top of the first page.

    `suite`: one under the other; `cotes`: logo and commune on the left, État on the right, a line under them.
    `coordonnees`: how to reach the town hall is said there (else at the foot of the page).
    """

    disposition: Literal["suite", "cotes"] = "suite"
    hauteur_logo: float = Field(default=2.2, ge=0.5, le=6)
    largeur_logo: float = Field(default=4.5, ge=0.5, le=12)
    devise: bool = False
    coordonnees: bool = False


class Look(_Data):
    """A model of the house."""

    id: str = ""
    libelle: str = ""
    description: str = ""
    police: str = "Times New Roman"
    police_titres: str = ""
    corps: float = Field(default=12, ge=9, le=14)
    page: Page = Page()
    couleurs: Colours = Colours()
    entete: Heading = Heading()
    styles: Mapping[Part, Style] = Field(default_factory=dict)

    @cached_property
    def all_styles(self) -> Mapping[Part, Style]:
        """Every kind of paragraph: what the model says of it, over the plain one."""
        plain = {part: style.model_copy() for part, style in _PLAIN_STYLES.items()}
        for part, style in self.styles.items():
            plain[part] = plain[part].model_copy(update=style.model_dump(exclude_unset=True))
        return plain

    def colour(self, style: Style) -> str:
        """RRGGBB of the text of a style."""
        return str(getattr(self.couleurs, style.couleur))


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour RRGGBB with white, from 1 to 21 (WCAG 2.1, relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def load_looks(folder: Path) -> Mapping[str, Look]:
    """The models of the house, by id, in the order of their files.

    Raises:
        EnvironmentFault: one of them is incorrect.
    """
    looks: dict[str, Look] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
            look = Look.model_validate(data)
        except (yaml.YAMLError, ValidationError, OSError, UnicodeDecodeError) as error:
            raise EnvironmentFault(Code.RULES_FILE_INVALID, fichier=path.name, cause=str(error)) from error
        looks[look.id] = look
    return looks


def _style(**given: Any) -> Style:
    return Style.model_validate(given)


_PLAIN_STYLES: Mapping[Part, Style] = {
    Part.ENTETE: _style(taille=11, alignement="gauche", apres=0),
    Part.REPUBLIQUE: _style(taille=11, gras=True, alignement="centre", apres=4),
    Part.DEVISE: _style(taille=9, italique=True, alignement="centre", apres=4),
    Part.COMMUNE: _style(taille=11, gras=True, alignement="gauche", apres=0),
    Part.TITRE: _style(
        taille=12.5, gras=True, alignement="centre", retrait=2.8, avant=14, apres=10, filets=("haut", "bas")
    ),
    Part.SEANCE: _style(alignement="centre", apres=2, avec_suivant=True),
    Part.NUMERO: _style(gras=True, alignement="centre", apres=10, avec_suivant=True),
    Part.OBJET: _style(taille=12, gras=True, alignement="gauche", avant=10, apres=10),
    Part.TEXTE: _style(alignement="justifie", apres=6),
    # lists of names, whose bound spaces would stretch the others of a justified line
    Part.COMPOSITION: _style(alignement="gauche", apres=6),
    Part.EFFECTIFS: _style(taille=11, alignement="gauche", apres=0),
    Part.VISA: _style(alignement="justifie", apres=4),
    Part.CONSIDERANT: _style(alignement="justifie", apres=4),
    Part.VOTE: _style(alignement="justifie", avant=6, apres=6, avec_suivant=True),
    Part.ANNONCE: _style(taille=12, gras=True, alignement="centre", avant=8, apres=8, avec_suivant=True),
    Part.ARTICLE: _style(alignement="justifie", apres=8),
    Part.CELLULE: _style(taille=11, alignement="gauche", avant=2, apres=2),
    Part.CLOTURE: _style(alignement="gauche", avant=10, apres=12, avec_suivant=True, insecable=True),
    Part.SIGNATURE: _style(alignement="centre", apres=0, insecable=True),
    Part.MENTION: _style(taille=10, alignement="gauche", apres=4, insecable=True),
    Part.PROJET: _style(taille=10, gras=True, alignement="centre", apres=0),
    Part.COORDONNEES: _style(taille=9, alignement="centre", apres=0, couleur="discret"),
    Part.PIED: _style(taille=9, alignement="centre", avant=4, filets=("haut",)),
}

PLAIN = Look()
"""The sheet of an act when nobody chose one."""
