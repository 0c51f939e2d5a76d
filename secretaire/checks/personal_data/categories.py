"""The kinds of data to mask, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_PRIVATE_LIFE = "CRPA L. 311-6"
_PUBLICATION = "CRPA L. 312-1-2"


class Category(StrEnum):
    """What a datum is, in the words of the list given with the publishable copy."""

    ADRESSE = "adresse privée"
    NAISSANCE = "date ou lieu de naissance"
    TELEPHONE = "téléphone personnel"
    COURRIEL = "adresse électronique personnelle"
    SECURITE_SOCIALE = "numéro de sécurité sociale"
    BANQUE = "coordonnées bancaires"
    IMMATRICULATION = "plaque d'immatriculation"
    SANTE = "donnée de santé"
    FAMILLE = "situation de famille"
    RESSOURCES = "ressources d'une personne"
    SENSIBLE = "donnée sensible"
    AIDE_SOCIALE = "personne aidée"
    AGENT = "agent, dans un acte individuel"
    DEBITEUR = "débiteur"
    MINEUR = "mineur"
    PROPRIETAIRE = "propriétaire d'une parcelle"
    PARTICULIER = "particulier, dans un acte individuel"

    @property
    def why(self) -> str:
        """The reason, for a non-lawyer."""
        return _WHY[self]

    @property
    def reference(self) -> str:
        """The rule it rests on: what is told to the person alone, or what is put on line without the person's name."""
        return _PUBLICATION if self in _PUBLISHED_ONLY_WITHOUT else _PRIVATE_LIFE


_PUBLISHED_ONLY_WITHOUT = frozenset(
    {
        Category.ADRESSE, Category.NAISSANCE, Category.TELEPHONE, Category.COURRIEL, Category.SECURITE_SOCIALE, Category.BANQUE,
        Category.IMMATRICULATION, Category.PROPRIETAIRE,
    }
)  # fmt: skip
_WHY = {
    Category.ADRESSE: "l'adresse d'un particulier n'est pas utile à la lecture de l'acte",
    Category.NAISSANCE: "elle permet d'identifier une personne",
    Category.TELEPHONE: "le numéro d'un particulier ne se publie pas",
    Category.COURRIEL: "l'adresse d'un particulier ne se publie pas",
    Category.SECURITE_SOCIALE: "ce numéro n'a rien à faire dans un acte publié",
    Category.BANQUE: "elles exposent leur titulaire à une fraude",
    Category.IMMATRICULATION: "elle permet de retrouver le propriétaire du véhicule",
    Category.FAMILLE: "la vie privée de la personne",
    Category.RESSOURCES: "les ressources d'une personne relèvent de sa vie privée",
    Category.PROPRIETAIRE: "son nom n'est pas utile à l'acte, qui désigne la parcelle",
    Category.SANTE: "le secret médical et la vie privée",
    Category.SENSIBLE: "la vie privée de la personne",
    Category.AIDE_SOCIALE: "l'aide reçue relève de la vie privée",
    Category.AGENT: "la situation d'un agent se notifie, elle ne se publie pas à son nom",
    Category.DEBITEUR: "la dette d'une personne relève de la vie privée",
    Category.MINEUR: "un enfant ne se nomme pas dans un acte publié",
    Category.PARTICULIER: "la mesure vise une personne : elle se notifie, elle ne se publie pas à son nom",
}


@dataclass(frozen=True, slots=True)
class Datum:
    """Characters [start, end) of a text that should be masked."""

    category: Category
    text: str
    start: int
    end: int
