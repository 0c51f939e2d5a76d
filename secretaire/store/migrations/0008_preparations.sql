-- What a night made of each point of an agenda: where it is, so that it goes on after a power cut.
CREATE TABLE preparations (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    point INTEGER NOT NULL, -- id of the point in its meeting
    objet TEXT NOT NULL, -- of the point that night: ids are used again once the last point is struck out
    etat TEXT NOT NULL CHECK (etat IN ('en_cours', 'pret', 'a_choisir', 'echec')),
    act_id TEXT REFERENCES acts (id), -- the draft, from the moment it is put to the council
    types TEXT NOT NULL, -- JSON: ids of the act types, the one written or those that were likely
    cause TEXT NOT NULL, -- why it failed, in French
    plume INTEGER NOT NULL CHECK (plume IN (0, 1)), -- the pen proposed something
    secondes REAL, -- what the whole item took; NULL when it was interrupted
    at TEXT NOT NULL,
    PRIMARY KEY (seance_id, point)
) STRICT;
