-- What an old act offers to a draft started from it: shown beside the form until a person takes it or not.
CREATE TABLE reprise (
    act_id  TEXT NOT NULL REFERENCES acts (id) ON DELETE CASCADE,
    rank    INTEGER NOT NULL,
    champ   TEXT NOT NULL,
    ancien  TEXT NOT NULL, -- JSON: text as typed, or the rows of a table
    source  TEXT NOT NULL,
    extrait TEXT NOT NULL,
    sort    TEXT NOT NULL CHECK (sort IN ('a_confirmer', 'repris', 'remplace', 'ecarte')),
    PRIMARY KEY (act_id, champ)
) STRICT;

-- The old act a draft was started from.
CREATE TABLE ancien_acte (
    act_id  TEXT PRIMARY KEY REFERENCES acts (id) ON DELETE CASCADE,
    source  TEXT NOT NULL, -- « piece:12 » of the fund, or « acte:<id> »
    libelle TEXT NOT NULL, -- « la délibération n° 2025-014 du 12 mars 2025 »
    texte   TEXT NOT NULL  -- as it read that day: the document may leave the fund
) STRICT;
