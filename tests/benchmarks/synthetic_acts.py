"""Invented municipal acts in any number, always the same: for benchmarks. No real text is in them.

The words are those of the trade and thousands of invented ones, drawn by Zipf's law as in real texts, in the frame of a
délibération: heading, visas, considérants, decision, amounts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

SEED = 20260301
VOCABULARY = 30_000
WORDS = 350


def _words(text: str) -> list[str]:
    return text.split()


TRADE = _words("""
travaux voirie école cantine subvention association salle fêtes cimetière concession assainissement eau potable budget
primitif décision modificative emprunt taxe foncière loyer bail communal convention groupement commandes marché public
entretien rénovation toiture église mairie logement terrain parcelle vente acquisition échange chemin rural éclairage
électrification personnel emploi agent contrat régime indemnitaire indemnités maire adjoints délégation urbanisme plan
local sursis permis périscolaire garderie transport scolaire ordures ménagères redevance occupation domaine réseau fibre
tarifs location matériel pompiers incendie secours bibliothèque médiathèque sport stade vestiaires aire jeux numérotation
adressage recensement population élections commission appel offres fonds concours département région état rapport annuel
""")
FRAME = _words("""
conseil municipal commune délibération séance maire membres présents vote unanimité considérant code général collectivités
territoriales article décide autorise signer document exercice montant euros année approuve délibéré
""")
SMALL = _words(
    "le la les de des du d'un à au aux en et pour par sur que qui est a son sa ses dans avec sous cette ce il"
)
_SYLLABLES = _words(
    "ba bre cha col dan dor fer gal gou jar lan lier mar mon nel pel quer ran sar tel tour ver ville voi zan"
)


@dataclass(frozen=True, slots=True)
class InventedAct:
    """An act: its number, day, objet and text."""

    number: str
    day: date
    objet: str
    text: str


class Inventor:
    """Draws acts; the same seed gives the same ones."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self.words = _vocabulary(self._random)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self._small = list(accumulate(1 / (rank + 1) for rank in range(len(SMALL))))

    def acts(self, count: int) -> Iterator[InventedAct]:
        """So many acts, over thirty years."""
        for place in range(count):
            day = date(1995, 1, 1) + timedelta(days=self._random.randrange(365 * 30))
            objet = " ".join(self.drawn(self._random.randint(4, 9)))
            number = f"{day.year}-{place % 90 + 1:02d}"
            yield InventedAct(number, day, objet, self._text(number, day, objet))

    def drawn(self, count: int) -> list[str]:
        """Words drawn by how common they are."""
        return self._random.choices(self.words, cum_weights=self._weights, k=count)

    def _text(self, number: str, day: date, objet: str) -> str:
        head = f"COMMUNE DE SAINT-EXEMPLE\nDÉLIBÉRATION N° {number}\nSéance du {day:%d/%m/%Y}\nObjet : {objet}\n\n"
        article = self._random.randint(1, 60)
        visa = f"Vu le code général des collectivités territoriales, notamment l'article L. 2121-{article},\n\n"
        amount = f"{self._random.randint(1, 99)} {self._random.randint(0, 999):03d},{self._random.randint(0, 99):02d}"
        end = f"\n\nLe conseil municipal, après en avoir délibéré, décide la dépense de {amount} euros."
        body: list[str] = []
        while len(body) < WORDS - 45:
            size = self._random.randint(8, 20)
            small = self._random.choices(SMALL, cum_weights=self._small, k=size * 2 // 5)
            sentence = [*self.drawn(size - len(small) - 1), *small, self._random.choice(FRAME)]
            self._random.shuffle(sentence)
            body += [*sentence[:-1], f"{sentence[-1]}.\n\n" if self._random.random() < 0.2 else f"{sentence[-1]}."]
        return head + visa + " ".join(body) + end


def queries(acts: Sequence[InventedAct], count: int, seed: int = SEED) -> list[str]:
    """What could be typed: one to eight words of an act, some rare, some mistyped or unfinished, some phrases."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        act = chance.choice(acts)
        words = [word.strip(".") for word in act.text.split() if word.strip(".").isalpha() and len(word) > 3]
        size = chance.randint(1, 8)
        start = chance.randrange(len(words) - size)
        some = words[start : start + size] if chance.random() < 0.5 else chance.sample(words, size)
        way = chance.random()
        if way < 0.15:
            place = chance.randrange(len(some))
            some[place] = _mistyped(some[place], chance)
        if way < 0.35:
            made.append(" ".join(some)[: -chance.randint(0, 2) or None])
        elif way < 0.45:
            raw = act.text.split()
            start = chance.randrange(len(raw) - 4)
            made.append(f"« {' '.join(raw[start : start + chance.randint(2, 4)])} »")
        elif way < 0.55:
            made.append(f"{act.objet} ")
        else:
            made.append(" ".join(some) + " ")
    return made


def _vocabulary(chance: random.Random) -> list[str]:
    invented: dict[str, None] = {}
    while len(invented) < VOCABULARY - len(TRADE) - len(FRAME):
        invented[
            "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) + chance.choice(["", "e", "é", "s", "ment"])
        ] = None
    known = dict.fromkeys([*FRAME, *TRADE])
    return [*known, *(word for word in invented if word not in known)]


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1) if len(word) > 2 else 0
    if chance.random() < 0.5:
        return word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]
    return word[:place] + word[place + 1 :]
