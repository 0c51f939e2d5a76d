-- The procès-verbal of a meeting: what a person wrote over what the meeting says, then the text once it was read again.
CREATE TABLE proces_verbaux (
    seance_id INTEGER PRIMARY KEY REFERENCES seances (id),
    etat TEXT NOT NULL CHECK (etat IN ('en_preparation', 'relu', 'arrete', 'publie')),
    retouches TEXT NOT NULL, -- JSON: by part, its section as a person left it, and what was assembled under her words
    texte TEXT, -- JSON: every part, from the day it was read again; NULL before
    arrete_en INTEGER REFERENCES seances (id), -- the meeting that settled it (L. 2121-15)
    remarques TEXT NOT NULL DEFAULT '', -- what that meeting asked to be put right
    publie_le TEXT,
    publie_mode TEXT NOT NULL DEFAULT ''
) STRICT;

-- A proposal of the pen is for an act, or for a point of a procès-verbal.
CREATE TABLE proposals_of_both (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    act_id TEXT REFERENCES acts (id), -- NULL for a procès-verbal
    act_version INTEGER NOT NULL,
    role TEXT NOT NULL,
    task TEXT NOT NULL,
    notes TEXT NOT NULL,
    text TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    seed INTEGER NOT NULL,
    lock_reasons TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposee', 'acceptee', 'refusee')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    refusal_reason TEXT NOT NULL DEFAULT '',
    objet TEXT NOT NULL DEFAULT '',
    adapter_sha256 TEXT NOT NULL DEFAULT '',
    pen_version TEXT NOT NULL DEFAULT '',
    paragraph TEXT,
    first_character INTEGER,
    end_character INTEGER,
    seance_id INTEGER REFERENCES seances (id), -- of the procès-verbal; NULL for an act
    point INTEGER, -- id of its point
    CHECK ((act_id IS NULL) <> (seance_id IS NULL))
) STRICT;
INSERT INTO proposals_of_both (id, run_id, act_id, act_version, role, task, notes, text, model_sha256, seed,
    lock_reasons, proposed_at, status, decided_by, decided_at, refusal_reason, objet, adapter_sha256, pen_version,
    paragraph, first_character, end_character)
    SELECT id, run_id, act_id, act_version, role, task, notes, text, model_sha256, seed, lock_reasons, proposed_at,
        status, decided_by, decided_at, refusal_reason, objet, adapter_sha256, pen_version, paragraph,
        first_character, end_character FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_of_both RENAME TO proposals;
CREATE INDEX proposals_by_act ON proposals (act_id);
CREATE INDEX proposals_by_seance ON proposals (seance_id);
