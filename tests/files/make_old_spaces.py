"""Write a small workspace of every version of the schema, as SQL: `python tests/files/make_old_spaces.py`.

Each is made by the migrations up to its number, then filled with rows of that time. A file once written is not written
again: it stays what a commune may still have, whatever becomes of the migrations.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY)]

from secretaire.store.canonical import canonical_json, sha256_hex  # noqa: E402
from secretaire.store.database import APPLICATION_ID, migrate  # noqa: E402

TARGET = Path(__file__).parent / "anciens_espaces"
UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"
DAY = "2026-03-01T09:30:00.000000+00:00"
COMMUNE = {
    "code_insee": "61999",
    "nom": "Aubigny-sur-Orne",
    "liaison": 1,
    "siren": "",
    "population": 412,
    "code_departement": "61",
    "departement": "Orne",
    "liaison_departement": 3,
    "arrondissement": "Argentan",
    "region": "Normandie",
    "epci": "",
    "codes_postaux": ["61200"],
}
SECTION = {
    "role": "dispositif",
    "paragraphs": [{"key": "article.1", "spans": [{"text": "Le tarif est adopté.", "origin": "modele_type"}]}],
}
ACT = {"id": "tarifs-1", "type_id": "tarifs_salle", "numero": "2026-001", "objet": "Tarifs", "sections": [SECTION]}
ACT |= {"fields": {"tarif": "120"}, "seance_id": 1}

ROWS = {
    1: [
        ("INSERT INTO espace VALUES (1, ?, ?)", (UUID, DAY)),
        ("INSERT INTO settings VALUES ('commune', ?)", (canonical_json(COMMUNE),)),
        ("INSERT INTO elus VALUES (1, 'Mme', 'Delorme', 'Claire', 'maire', 1, '2026-03-22', NULL)", ()),
        ("INSERT INTO elus VALUES (2, 'M.', 'Besnard', 'Luc', 'conseiller municipal', 2, '2026-03-22', NULL)", ()),
        ("INSERT INTO seances VALUES (1, '2026-06-12', '20:30:00', 'mairie', '2026-06-05', 2, NULL)", ()),
        ("INSERT INTO seance_members VALUES (1, 0, 1, 'present')", ()),
        ("INSERT INTO acts VALUES ('tarifs-1', 'brouillon', 1, ?, 'tarifs_salle', '2026-001', 'Tarifs', 1, ?)", (canonical_json(ACT), DAY)),
        ("INSERT INTO act_versions VALUES ('tarifs-1', 1, 'creation', 'brouillon', 'Anne', ?, ?)", (DAY, canonical_json(ACT))),
        ("INSERT INTO votes VALUES ('tarifs-1', 1, 1, 0, 0, 0, '[]', '[]', '[]', NULL)", ()),
        (
            "INSERT INTO proposals (id, run_id, act_id, act_version, role, task, notes, text, model_sha256, seed, lock_reasons,"
            " proposed_at, status) VALUES (1, 'essai-1', 'tarifs-1', 1, 'expose', 'phrase', '[\"tarif à revoir\"]',"
            " 'Le tarif est à revoir.', 'ab', 1, '[]', ?, 'proposee')",
            (DAY,),
        ),
    ],
    2: [("INSERT INTO correction VALUES (1, 'ab', '/fonds/a.pdf', 1, 'lan deux', 'pas_un_acte', '{}', ?)", (DAY,))],
    3: [
        ("INSERT INTO reprise VALUES ('tarifs-1', 0, 'tarif', '\"110\"', 'piece:1', '110 €', 'a_confirmer')", ()),
        ("INSERT INTO ancien_acte VALUES ('tarifs-1', 'piece:1', 'la délibération de 2025', 'Le tarif est de 110 €.')", ()),
    ],
    6: [
        ("INSERT INTO envoi VALUES (1, 1, 2, '2026-06-05', 'courriel', '', 'Anne', ?)", (DAY,)),
        ("INSERT INTO echeance VALUES ('budget:2027', 'fait', 'Anne', ?)", (DAY,)),
    ],
    17: [
        (
            "INSERT INTO transmissions VALUES ('tarifs-1', '2026_001', ?, ?, 'Anne', '2026-06-20', 'Anne')",
            (sha256_hex(canonical_json(ACT)), DAY),
        ),
    ],
}  # fmt: skip
"""The rows that a version brings, by its number."""


def main() -> None:
    """Write the missing files."""
    TARGET.mkdir(exist_ok=True)
    with as_file(files("secretaire.store") / "migrations") as folder:
        scripts = sorted(folder.glob("*.sql"))
        for rank, script in enumerate(scripts, start=1):
            target = TARGET / f"espace-v{int(script.name[:4]):02d}.sql"
            if not target.exists():
                target.write_text(dump_at(scripts[:rank]), encoding="utf-8")
                print(target.name)


def dump_at(scripts: list[Path]) -> str:
    """The SQL of a workspace made by these migrations."""
    with tempfile.TemporaryDirectory() as aside:
        connection = sqlite3.connect(Path(aside) / "espace.sqlite", isolation_level=None)
        connection.row_factory = sqlite3.Row
        steps = Path(aside) / "migrations"
        steps.mkdir()
        for script in scripts:
            shutil.copy(script, steps)
            migrate(connection, Path(aside) / "espace.sqlite", steps)
            for row in ROWS.get(int(script.name[:4]), ()):
                connection.execute(*row)
            if int(script.name[:4]) == 1:
                _begin_journal(connection)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for copy in Path(aside).glob("*.avant-*"):
            copy.unlink()
        words = [
            f"PRAGMA user_version = {version};",
            f"PRAGMA application_id = {APPLICATION_ID};",
            *connection.iterdump(),
        ]
        connection.close()
    return "\n".join(words) + "\n"


def _begin_journal(connection: sqlite3.Connection) -> None:
    """Two lines, chained without key."""
    content = sha256_hex(canonical_json(ACT))
    previous = "0" * 64
    lines = [
        ("Secrétaire", "espace_cree", "", 0, "", {"commune": "61999"}),
        ("Anne", "creation", "tarifs-1", 1, content, {}),
    ]
    for seq, (*facts, data) in enumerate(lines, start=1):
        row = (seq, DAY, *facts, json.dumps(data, separators=(",", ":")), previous)
        previous = sha256_hex(canonical_json(list(row)))
        connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", (*row, previous))
    connection.execute("UPDATE journal_head SET entries = 2, hash = ?", (previous,))


if __name__ == "__main__":
    main()
