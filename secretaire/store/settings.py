"""Facts of the commune and free preferences of the workspace."""

from __future__ import annotations

import json
from dataclasses import asdict

from secretaire.council.commune import Commune
from secretaire.store.canonical import canonical_json
from secretaire.store.connections import Connections

_COMMUNE = "commune"


class Settings:
    """Values by key, each written at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def commune(self) -> Commune:
        """The commune of the workspace.

        Raises:
            EnvironmentFault: the file is damaged.
        """
        facts = self.get(_COMMUNE)
        with self._connections.decoding():
            if not isinstance(facts, dict):
                raise TypeError("a workspace is created with its commune")
            return Commune(**{**facts, "codes_postaux": tuple(facts["codes_postaux"])})

    def set_commune(self, commune: Commune) -> None:
        """Change the facts of the commune (mode de publicité, tribunal, lieu des séances…)."""
        self.put(_COMMUNE, asdict(commune))

    def get(self, key: str) -> object:
        """The JSON value kept under that key; None if there is none."""
        with self._connections.reading() as db:
            row = db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        with self._connections.decoding():
            return None if row is None else json.loads(row["value"])

    def put(self, key: str, value: object) -> None:
        """Keep a JSON value under that key.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            db.execute(
                "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, canonical_json(value)),
            )
