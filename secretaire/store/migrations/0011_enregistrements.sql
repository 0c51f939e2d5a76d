-- The recordings of a meeting, and what was heard in them: a source for notes, never the procès-verbal.
CREATE TABLE enregistrements (
    id INTEGER PRIMARY KEY,
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    nom TEXT NOT NULL, -- of the file, as the person gave it
    sha256 TEXT NOT NULL,
    octets INTEGER NOT NULL,
    debut TEXT, -- hour of the clock when it begins, « 20:30:00 »; NULL: not known
    secondes REAL, -- its length; NULL until it was opened
    importe_par TEXT NOT NULL,
    importe_le TEXT NOT NULL,
    decision TEXT CHECK (decision IN ('garde', 'efface')),
    decide_par TEXT,
    decide_le TEXT,
    CHECK ((decision IS NULL) = (decide_le IS NULL))
) STRICT;

-- Where people speak; each stretch is transcribed and kept by itself, so that a power cut costs one at most.
CREATE TABLE troncons (
    enregistrement_id INTEGER NOT NULL REFERENCES enregistrements (id),
    rang INTEGER NOT NULL,
    debut REAL NOT NULL, -- seconds from the beginning of the recording
    fin REAL NOT NULL,
    mesure REAL, -- seconds it took; NULL: not transcribed yet
    PRIMARY KEY (enregistrement_id, rang)
) STRICT;

CREATE TABLE passages_entendus (
    id INTEGER PRIMARY KEY,
    enregistrement_id INTEGER NOT NULL REFERENCES enregistrements (id),
    debut REAL NOT NULL,
    fin REAL NOT NULL,
    texte TEXT NOT NULL,
    confiance TEXT NOT NULL CHECK (confiance IN ('entendu', 'incertain', 'non_compris')),
    doutes TEXT NOT NULL, -- JSON: the words not sure, as [first, end] characters
    note_au_point INTEGER -- the point whose notes took it
) STRICT;

-- When each point begins, as the secretary said.
CREATE TABLE reperes (
    enregistrement_id INTEGER NOT NULL REFERENCES enregistrements (id),
    point INTEGER NOT NULL,
    debut REAL NOT NULL,
    PRIMARY KEY (enregistrement_id, point)
) STRICT;
