-- When and how each councillor was convoked: the proof that the clear days were kept.
CREATE TABLE envoi (
    id INTEGER PRIMARY KEY,
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    le TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('courriel', 'papier', 'main')),
    note TEXT NOT NULL, -- address, receipt, who carried it
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    UNIQUE (seance_id, elu_id, le, mode)
) STRICT;

-- What the person says of an échéance that nothing here can tell: done, or not for this commune.
CREATE TABLE echeance (
    key TEXT PRIMARY KEY, -- « budget:2027 », see council/calendar.py
    sort TEXT NOT NULL CHECK (sort IN ('fait', 'sans_objet')),
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;
