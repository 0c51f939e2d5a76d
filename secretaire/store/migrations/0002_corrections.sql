-- What the secretary corrected in the reading of the fund. It is her work: it lives here, not in what can be read again.
-- A correction finds its piece by the content of the file (or its path), then by the first words of the piece.
CREATE TABLE correction (
    id          INTEGER PRIMARY KEY,
    sha256      TEXT NOT NULL, -- of the file when it was corrected
    path        TEXT NOT NULL,
    page        INTEGER NOT NULL,
    first_words TEXT NOT NULL, -- bare letters and figures at the start of the piece
    change      TEXT NOT NULL CHECK (change IN ('faits', 'pas_un_acte', 'debut_acte')),
    facts       TEXT NOT NULL DEFAULT '{}', -- JSON: name of the fact -> value as text, '' to empty it
    made_at     TEXT NOT NULL,
    UNIQUE (sha256, path, page, first_words, change)
) STRICT;
