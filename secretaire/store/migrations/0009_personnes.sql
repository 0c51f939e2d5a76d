-- The named persons of the workspace: who they are, what they may decide, and the trace of their code.
CREATE TABLE personnes (
    id INTEGER PRIMARY KEY,
    nom TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('secretaire', 'maire', 'adjoint', 'lecteur')),
    delegation TEXT NOT NULL, -- JSON: matters of the nomenclature, act types, arrêté that gives it
    absent_du TEXT, -- first and last day away; no last day known: NULL
    absent_au TEXT,
    retiree INTEGER NOT NULL DEFAULT 0 CHECK (retiree IN (0, 1)), -- decided once, decides no more
    code_hash TEXT, -- Argon2id, with its own salt and costs; NULL: no code
    echecs INTEGER NOT NULL DEFAULT 0, -- wrong codes in a row
    dernier_echec TEXT
) STRICT;

-- What somebody remarked on an act. The passage is named by its section, its paragraph and its words; empty: the whole act.
CREATE TABLE remarques (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE, -- the same remark brought twice from another PC is kept once
    act_id TEXT NOT NULL REFERENCES acts (id),
    act_version INTEGER NOT NULL, -- the version that was read
    role TEXT NOT NULL,
    paragraphe TEXT NOT NULL,
    passage TEXT NOT NULL,
    rang INTEGER NOT NULL, -- which of the places where the paragraph says these words, from 0
    texte TEXT NOT NULL,
    auteur TEXT NOT NULL,
    at TEXT NOT NULL,
    levee_par TEXT NOT NULL DEFAULT '', -- who dealt with it, when, and what they answer
    levee_at TEXT,
    reponse TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX remarques_by_act ON remarques (act_id);
