-- What was read of the documents of the commune. The files themselves are never touched.

-- folders and single files the person chose
CREATE TABLE root (
    path      TEXT PRIMARY KEY,
    is_folder INTEGER NOT NULL CHECK (is_folder IN (0, 1)),
    added_at  TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: the index may still hold a removed one
    path               TEXT NOT NULL UNIQUE,
    root               TEXT NOT NULL REFERENCES root (path) ON DELETE CASCADE,
    size               INTEGER NOT NULL,
    mtime_ns           INTEGER NOT NULL,
    sha256             TEXT NOT NULL,
    status             TEXT NOT NULL,
    cause              TEXT,
    detail             TEXT NOT NULL DEFAULT '',
    kind               TEXT NOT NULL DEFAULT 'autre',
    number             TEXT NOT NULL DEFAULT '',
    date               TEXT, -- ISO 8601
    objet              TEXT NOT NULL DEFAULT '',
    page_count         INTEGER NOT NULL DEFAULT 0,
    pages_without_text INTEGER NOT NULL DEFAULT 0,
    reader_version     INTEGER NOT NULL,
    read_at            TEXT NOT NULL,
    revision           INTEGER NOT NULL -- of the catalogue, when this row last changed
) STRICT;

CREATE INDEX document_by_sha256 ON document (sha256);
CREATE INDEX document_by_revision ON document (revision);
CREATE INDEX document_by_root ON document (root);

CREATE TABLE page (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

-- documents gone from the catalogue, so that an index that was late can forget them too
CREATE TABLE removal (
    document INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;

-- one row: grows by one at each change; the index remembers up to which revision it is complete
CREATE TABLE state (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    identity TEXT NOT NULL -- an index made from another catalogue is recognised
) STRICT;

INSERT INTO state VALUES (1, 0, lower(hex(randomblob(16))));

CREATE TRIGGER document_removed AFTER DELETE ON document
BEGIN
    UPDATE state SET revision = revision + 1;
    INSERT INTO removal VALUES (old.id, (SELECT revision FROM state));
END;
