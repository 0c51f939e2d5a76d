"""The closed classes of words that the locks read: `resources/plume/roles.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from secretaire.drafting.folding import fold
from secretaire.drafting.pen.meaning import roots


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Negations(_Model):
    sures: str
    equivalentes: str


class _Nuance(_Model):
    mots: str
    aussi: str = ""
    par: str = ""
    signes: str = ""


class _Speech(_Model):
    demande: str
    reponse: str
    dit: str


class _Paying(_Model):
    verbes: str
    charges: str


class _File(_Model):
    negations: _Negations
    nuances: Mapping[str, _Nuance]
    paroles: _Speech
    payer: _Paying
    acteurs: str
    affirmer: str
    interroger: str
    introduire: str
    confirmer: str
    douter: str
    consentir: str
    necessiter: str
    echeances: str
    ouvrir: str
    regissent_a: str
    moments: str
    liens: tuple[tuple[str, str], ...]
    contraires: tuple[tuple[str, str], ...]
    bornes: Mapping[str, tuple[str, ...]]
    unites: str
    par: str
    avenir: str
    jours: str


class Families(_Model):
    """The families of locks a task is held to, by name.

    Attributes:
        ajouts: those that look for what is added or changed.
        pertes: those that look for what is lost.
    """

    ajouts: str
    pertes: str


_EVERYTHING = "tout"
_BY_TASK = TypeAdapter(dict[str, Families])


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


def _rooted(words: str) -> frozenset[str]:
    return frozenset(root for word in words.split() for root in roots(word) | {fold(word)})


@dataclass(frozen=True, slots=True)
class Nuance:
    """A class of words that bound what is said.

    Attributes:
        words: say it, in the notes and in the text.
        support: in the notes, let the text say it.
        instead: in the text, say it otherwise.
        signs: in the notes, let the text say it.
    """

    words: frozenset[str]
    support: frozenset[str]
    instead: frozenset[str]
    signs: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of `roles.yaml`, folded or as roots (`coming` as written: « proposé » is not « propose »)."""

    negations: frozenset[str]
    negative_roots: frozenset[str]
    nuances: Mapping[str, Nuance]
    asking: frozenset[str]
    answering: frozenset[str]
    saying: frozenset[str]
    paying: frozenset[str]
    charges: frozenset[str]
    actors: frozenset[str]
    stating: frozenset[str]
    questioning: frozenset[str]
    framing: frozenset[str]
    confirming: frozenset[str]
    doubting: frozenset[str]
    consenting: frozenset[str]
    needing: frozenset[str]
    due: frozenset[str]
    opening: frozenset[str]
    governing: frozenset[str]
    moments: frozenset[str]
    links: tuple[tuple[frozenset[str], frozenset[str]], ...]
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    limits: Mapping[str, tuple[str, ...]]
    units: frozenset[str]
    rates: frozenset[str]
    coming: frozenset[str]
    days: frozenset[str]
    by_task: Mapping[str, Families]

    @staticmethod
    def load(folder: Path) -> Tables:
        """Read `roles.yaml` and `verrous.yaml` in a folder of resources."""
        file = _File.model_validate(yaml.safe_load((folder / "roles.yaml").read_text(encoding="utf-8")))
        return Tables(
            negations=_folded(file.negations.sures),
            negative_roots=_rooted(file.negations.equivalentes),
            nuances={
                name: Nuance(_folded(n.mots), _folded(n.aussi), _folded(n.par), n.signes)
                for name, n in file.nuances.items()
            },
            asking=_rooted(file.paroles.demande),
            answering=_rooted(file.paroles.reponse),
            saying=_rooted(file.paroles.dit),
            paying=_rooted(file.payer.verbes),
            charges=_folded(file.payer.charges),
            actors=_folded(file.acteurs),
            stating=_rooted(file.affirmer),
            questioning=_folded(file.interroger),
            framing=_rooted(file.introduire),
            confirming=_rooted(file.confirmer),
            doubting=_rooted(file.douter),
            consenting=_rooted(file.consentir),
            needing=_rooted(file.necessiter),
            due=_folded(file.echeances),
            opening=_rooted(file.ouvrir),
            governing=_rooted(file.regissent_a),
            moments=_folded(file.moments),
            links=tuple((_folded(links), _folded(links) | _folded(ways)) for links, ways in file.liens),
            opposites=tuple((_rooted(one), _rooted(other)) for one, other in file.contraires),
            limits={name: tuple(map(fold, expressions)) for name, expressions in file.bornes.items()},
            units=_folded(file.unites),
            rates=_folded(file.par),
            coming=frozenset(file.avenir.split()),
            days=_folded(file.jours),
            by_task=_BY_TASK.validate_python(yaml.safe_load((folder / "verrous.yaml").read_text(encoding="utf-8"))),
        )

    def families(self, task: str) -> Families:
        """What a task is held to."""
        return self.by_task.get(task, self.by_task[_EVERYTHING])
