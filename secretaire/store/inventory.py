"""What the tables keep of persons beside the acts: how much of each, and the texts where a name may stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.store.connections import Connections


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many of each there are now.

    Attributes:
        votes: acts whose vote names somebody.
        codes: persons who have a code, kept as an imprint.
        scans: paper decisions whose sheet was scanned into `jointes/`.
        transcribed: passages heard in recordings.
        sendings, answers: of parapheurs.
        minutes: procès-verbaux begun, whose text or corrections are kept.
    """

    votes: int
    codes: int
    paper: int
    scans: int
    transcribed: int
    sendings: int
    answers: int
    remarks: int
    convocations: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of the workspace where a name may stand.

    Attributes:
        kind: « convocation », « parapheur »… in French.
        where: the act, meeting or sending that holds it.
        when: as it is kept; empty when it is not.
    """

    kind: str
    where: str
    when: str
    text: str


_COUNTS = {
    "votes": "SELECT count(*) FROM votes WHERE noms_contre || noms_abstentions || noms_deport NOT IN ('', '[][][]')",
    "codes": "SELECT count(*) FROM personnes WHERE code_hash IS NOT NULL",
    "paper": "SELECT count(*) FROM journal WHERE json_extract(data, '$.porte') = 'papier'",
    "scans": "SELECT count(*) FROM journal WHERE json_extract(data, '$.scan_sha256') IS NOT NULL",
    "transcribed": "SELECT count(*) FROM passages_entendus",
    "sendings": "SELECT count(*) FROM parapheurs",
    "answers": "SELECT count(*) FROM parapheur_reponses",
    "remarks": "SELECT count(*) FROM remarques",
    "convocations": "SELECT count(*) FROM envoi",
    "minutes": "SELECT count(*) FROM proces_verbaux",
}

_MENTIONS = (
    "SELECT 'vote nominatif', act_id, '', noms_contre || ' ' || noms_abstentions || ' ' || noms_deport FROM votes",
    "SELECT 'convocation', 'séance ' || seance_id, le, prenom || ' ' || nom || ' ' || mode || ' ' || note"
    " FROM envoi JOIN elus ON elus.id = elu_id",
    "SELECT 'convocation notée', 'séance ' || seance_id, noted_at, noted_by FROM envoi",
    "SELECT 'parapheur envoyé', id, envoye_le, envoye_par FROM parapheurs",
    "SELECT 'réponse au parapheur', act_id, recue_le, nom || ' ' || decision"
    " FROM parapheur_reponses JOIN parapheur_actes USING (numero)",
    "SELECT 'envoi à la préfecture', act_id, coalesce(prepare_le, recu_le), prepare_par || ' ' || note_par"
    " FROM transmissions",
    "SELECT 'remarque', act_id, at, auteur || ' ' || passage || ' ' || texte || ' ' || levee_par || ' ' || reponse"
    " FROM remarques",
    "SELECT 'proposition', coalesce(act_id, 'séance ' || seance_id), proposed_at,"
    " notes || ' ' || objet || ' ' || text || ' ' || decided_by FROM proposals",
    "SELECT 'présence', 'séance ' || seance_id, seances.date, prenom || ' ' || elus.nom || ' ' || presence"
    " FROM seance_members JOIN elus ON elus.id = elu_id JOIN seances ON seances.id = seance_id",
    "SELECT 'déroulé (vote, pouvoir, entrée ou sortie)', 'séance ' || seance_id, seances.date, prenom || ' ' || elus.nom"
    " FROM deroule_elus JOIN elus ON elus.id = elu_id JOIN seances ON seances.id = seance_id",
    "SELECT 'notes de séance', 'séance ' || seance_id, '', content FROM deroules",
    "SELECT 'procès-verbal', 'séance ' || seance_id, coalesce(publie_le, ''),"
    " retouches || ' ' || coalesce(texte, '') || ' ' || remarques FROM proces_verbaux",
    "SELECT 'enregistrement', 'séance ' || seance_id, importe_le,"
    " nom || ' ' || importe_par || ' ' || coalesce(decide_par, '') FROM enregistrements",
    "SELECT 'transcription', 'séance ' || seance_id, importe_le, texte"
    " FROM passages_entendus JOIN enregistrements ON enregistrements.id = enregistrement_id",
)


class InventoryStore:
    """Reads only."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def take(self) -> Inventory:
        with self._connections.reading() as db:
            return Inventory(**{name: int(db.execute(query).fetchone()[0]) for name, query in _COUNTS.items()})

    def mentions(self) -> Iterator[Mention]:
        """Every text where a name may stand, kind by kind."""
        rows: list[sqlite3.Row] = []
        with self._connections.reading() as db:
            for query in _MENTIONS:
                rows += db.execute(query).fetchall()
        return (Mention(*map(str, row)) for row in rows)

    def scans(self) -> tuple[tuple[str, str], ...]:
        """Name and hash of the scans of paper decisions, which the journal names: nothing else refers to them."""
        with self._connections.reading() as db:
            rows = db.execute(
                "SELECT json_extract(data, '$.scan'), json_extract(data, '$.scan_sha256') FROM journal"
                " WHERE json_extract(data, '$.scan_sha256') IS NOT NULL ORDER BY seq"
            ).fetchall()
        return tuple((str(row[0]), str(row[1])) for row in rows)
