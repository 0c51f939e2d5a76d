-- Documents are cut into pieces: each act, or the rest. What is found, filtered and chained is a piece.

ALTER TABLE document ADD COLUMN container INTEGER REFERENCES document (id) ON DELETE CASCADE; -- archive or letter it is in

CREATE INDEX document_by_container ON document (container);

CREATE TABLE piece (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: the index may still hold a removed one
    document    INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    first_page  INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    last_page   INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    date        TEXT, -- ISO 8601
    number      TEXT NOT NULL DEFAULT '',
    objet       TEXT NOT NULL DEFAULT '',
    matiere     TEXT NOT NULL DEFAULT '',
    author      TEXT NOT NULL DEFAULT '',
    presents    INTEGER,
    pour        INTEGER,
    contre      INTEGER,
    abstentions INTEGER,
    unanime     INTEGER, -- null: no vote was seen
    outcome     TEXT,
    visas       TEXT NOT NULL DEFAULT '[]', -- JSON
    corrected   TEXT NOT NULL DEFAULT '[]', -- JSON: names of the facts the secretary set
    confidence  REAL NOT NULL DEFAULT 1,
    reason      TEXT NOT NULL DEFAULT '',
    digest      TEXT NOT NULL -- of its bare letters and figures: equal in copies of one act
) STRICT;

CREATE INDEX piece_by_document ON piece (document);
CREATE INDEX piece_by_date ON piece (date);
CREATE INDEX piece_by_number ON piece (number);
CREATE INDEX piece_by_digest ON piece (digest);

CREATE TABLE piece_amount (
    piece INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    rank  INTEGER NOT NULL,
    cents INTEGER NOT NULL,
    PRIMARY KEY (piece, rank)
) STRICT, WITHOUT ROWID;

CREATE INDEX amount_by_cents ON piece_amount (cents);

-- earlier acts that a piece says it changes, as written
CREATE TABLE mention (
    piece  INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    verb   TEXT NOT NULL,
    number TEXT NOT NULL,
    date   TEXT,
    page   INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    end    INTEGER NOT NULL
) STRICT;

CREATE INDEX mention_by_piece ON mention (piece);

-- the piece of the fund that a mention names, when there is one and only one
CREATE TABLE link (
    piece  INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    verb   TEXT NOT NULL,
    PRIMARY KEY (piece, target, verb)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_by_target ON link (target);

-- pages that are pictures of text; `text` is null until it is recognised
CREATE TABLE scanned_page (
    document   INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    text       TEXT,
    confidence REAL,
    boxes      TEXT, -- where each word is on the page, packed by the recognition
    cause      TEXT, -- why it could not be recognised
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

-- what was read before is one piece a document, until it is read again
INSERT INTO piece (document, ordinal, first_page, start, last_page, end, kind, date, number, objet, digest)
SELECT document.id, 0, first.number, 0, last.number, length(last.text), kind, date, document.number, objet, ''
FROM document
JOIN page AS first ON first.document = document.id
    AND first.number = (SELECT min(number) FROM page WHERE page.document = document.id)
JOIN page AS last ON last.document = document.id
    AND last.number = (SELECT max(number) FROM page WHERE page.document = document.id);

UPDATE piece SET digest = 'ancien-' || id;

ALTER TABLE document DROP COLUMN kind;
ALTER TABLE document DROP COLUMN number;
ALTER TABLE document DROP COLUMN date;
ALTER TABLE document DROP COLUMN objet;
ALTER TABLE document DROP COLUMN pages_without_text;
