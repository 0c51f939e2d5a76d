-- The workspace of one collectivité. One statement ends at most on each line (see database.py).
-- Every moment is UTC text, ISO 8601 with microseconds; every date is « 2026-03-01 »; every hash is SHA-256 in hexadecimal.

-- Which workspace this is. `uuid` names its key in the keyring of the session; a copy of the folder keeps it.
CREATE TABLE espace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- Facts of the commune (key « commune ») and free preferences. `value` is JSON.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The council, past and present members: seances name them by id.
CREATE TABLE elus (
    id INTEGER PRIMARY KEY,
    civilite TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    fonction TEXT NOT NULL,
    ordre INTEGER NOT NULL, -- rank in the tableau du conseil
    debut TEXT, -- first and last day of the mandate; NULL is open
    fin TEXT
) STRICT;

CREATE TABLE seances (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    heure TEXT, -- « 20:30:00 », time of the town hall
    lieu TEXT NOT NULL,
    convocation TEXT,
    secretaire INTEGER REFERENCES elus (id),
    president INTEGER REFERENCES elus (id) -- NULL: the maire
) STRICT;

-- Who is present and who is excused, in the order given. Whoever is not here is absent.
CREATE TABLE seance_members (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    presence TEXT NOT NULL CHECK (presence IN ('present', 'excuse')),
    PRIMARY KEY (seance_id, rang)
) STRICT;

CREATE TABLE pouvoirs (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    mandant INTEGER NOT NULL REFERENCES elus (id),
    mandataire INTEGER NOT NULL REFERENCES elus (id),
    PRIMARY KEY (seance_id, rang)
) STRICT;

-- The acts as they stand. `content` is the canonical JSON of the act without its state and version: its SHA-256 is
-- the one the journal signs. `type_id`, `numero`, `objet` and `seance_id` repeat it, for lists. (No JSON function of
-- SQLite here: some versions refuse them in a schema that is not trusted.)
CREATE TABLE acts (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    version INTEGER NOT NULL, -- grows by one at every save: whoever saves must have read the last one
    content TEXT NOT NULL,
    type_id TEXT NOT NULL,
    numero TEXT NOT NULL,
    objet TEXT NOT NULL,
    seance_id INTEGER REFERENCES seances (id),
    updated_at TEXT NOT NULL
) STRICT;

-- What the acts were. `event` says what made the version: « creation », « edition », « retour_brouillon », or the step
-- of life. Only the last « edition » of a sitting may be rewritten, by the next save of the same sitting.
CREATE TABLE act_versions (
    act_id TEXT NOT NULL REFERENCES acts (id),
    version INTEGER NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (act_id, version)
) STRICT;

CREATE TRIGGER act_versions_keep_update BEFORE UPDATE ON act_versions WHEN OLD.event <> 'edition'
BEGIN
    SELECT RAISE(ABORT, 'act_versions: only an edition may be rewritten');
END;

CREATE TRIGGER act_versions_keep_delete BEFORE DELETE ON act_versions
BEGIN
    SELECT RAISE(ABORT, 'act_versions: a version is never deleted');
END;

-- The vote on an act: the count of one public ballot, pouvoirs included. The lists of names are JSON.
CREATE TABLE votes (
    act_id TEXT PRIMARY KEY REFERENCES acts (id),
    pour INTEGER NOT NULL,
    contre INTEGER NOT NULL,
    abstentions INTEGER NOT NULL,
    ne_prend_pas_part INTEGER NOT NULL,
    blancs_nuls INTEGER NOT NULL,
    noms_contre TEXT NOT NULL,
    noms_abstentions TEXT NOT NULL,
    noms_deport TEXT NOT NULL,
    president_pour INTEGER CHECK (president_pour IN (0, 1))
) STRICT;

-- What the pen proposed, and what became of it. What was proposed never changes; the decision is taken once.
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    act_id TEXT NOT NULL REFERENCES acts (id),
    act_version INTEGER NOT NULL, -- the version it was written for
    role TEXT NOT NULL, -- the section
    task TEXT NOT NULL,
    notes TEXT NOT NULL,
    text TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    seed INTEGER NOT NULL,
    lock_reasons TEXT NOT NULL, -- why the locks refused it; « [] » when they did not
    proposed_at TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposee', 'acceptee', 'refusee')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    refusal_reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX proposals_by_act ON proposals (act_id);

-- The journal: lines are added, never changed. Each holds the hash of the line before it, so that a change shows;
-- each is signed with a key that is in the keyring, not here, so that nobody without it can write the chain again.
-- Tamper-evident, not tamper-proof: see journal.py for what this proves and what it does not.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    act_id TEXT NOT NULL, -- '' and 0 for a line that is not about an act
    version INTEGER NOT NULL,
    content_sha256 TEXT NOT NULL,
    data TEXT NOT NULL, -- reason, states…
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    signature TEXT -- HMAC-SHA256 of `hash`; NULL: « sans clé », the keyring was absent
) STRICT;

CREATE INDEX journal_by_act ON journal (act_id);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is never changed');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is never deleted');
END;

-- INSERT OR REPLACE deletes without the DELETE trigger when another tool leaves recursive_triggers off
CREATE TRIGGER journal_only_at_the_end BEFORE INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal)
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is only added at the end');
END;

-- How many lines there are and the hash of the last one, signed: without it, lines removed at the end would not show.
-- Its only row is made here: one that is missing later was taken away.
CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature TEXT
) STRICT;

INSERT INTO journal_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', NULL);

CREATE TRIGGER journal_head_no_insert BEFORE INSERT ON journal_head
BEGIN
    SELECT RAISE(ABORT, 'journal_head: one row');
END;

CREATE TRIGGER journal_head_only_grows BEFORE UPDATE ON journal_head WHEN NEW.entries <= OLD.entries
BEGIN
    SELECT RAISE(ABORT, 'journal_head: only grows');
END;

CREATE TRIGGER journal_head_no_delete BEFORE DELETE ON journal_head
BEGIN
    SELECT RAISE(ABORT, 'journal_head: never deleted');
END;
