PRAGMA user_version = 2;
PRAGMA application_id = 1397048146;
BEGIN TRANSACTION;
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
INSERT INTO "act_versions" VALUES('tarifs-1',1,'creation','brouillon','Anne','2026-03-01T09:30:00.000000+00:00','{"fields":{"tarif":"120"},"id":"tarifs-1","numero":"2026-001","objet":"Tarifs","seance_id":1,"sections":[{"paragraphs":[{"key":"article.1","spans":[{"origin":"modele_type","text":"Le tarif est adopté."}]}],"role":"dispositif"}],"type_id":"tarifs_salle"}');
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
INSERT INTO "acts" VALUES('tarifs-1','brouillon',1,'{"fields":{"tarif":"120"},"id":"tarifs-1","numero":"2026-001","objet":"Tarifs","seance_id":1,"sections":[{"paragraphs":[{"key":"article.1","spans":[{"origin":"modele_type","text":"Le tarif est adopté."}]}],"role":"dispositif"}],"type_id":"tarifs_salle"}','tarifs_salle','2026-001','Tarifs',1,'2026-03-01T09:30:00.000000+00:00');
CREATE TABLE applied_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
INSERT INTO "applied_migration" VALUES(1,'0001_espace.sql','075e90648f4705891de9cb392029299952857ef12846d166c1552cce4247287e');
INSERT INTO "applied_migration" VALUES(2,'0002_corrections.sql','005c59af66c5a6b66b4277cc8f0e5c170994e93b281cbfdbe5d3ada75f3faf89');
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
INSERT INTO "correction" VALUES(1,'ab','/fonds/a.pdf',1,'lan deux','pas_un_acte','{}','2026-03-01T09:30:00.000000+00:00');
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
INSERT INTO "elus" VALUES(1,'Mme','Delorme','Claire','maire',1,'2026-03-22',NULL);
INSERT INTO "elus" VALUES(2,'M.','Besnard','Luc','conseiller municipal',2,'2026-03-22',NULL);
CREATE TABLE espace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "espace" VALUES(1,'0f0e0d0c-0b0a-4908-8706-050403020100','2026-03-01T09:30:00.000000+00:00');
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
INSERT INTO "journal" VALUES(1,'2026-03-01T09:30:00.000000+00:00','Secrétaire','espace_cree','',0,'','{"commune":"61999"}','0000000000000000000000000000000000000000000000000000000000000000','f3137f001f09534262517098617a06e6308084a83b00bc903a21fb365cabd8dc',NULL);
INSERT INTO "journal" VALUES(2,'2026-03-01T09:30:00.000000+00:00','Anne','creation','tarifs-1',1,'8c3c469e35148f7fd99b19c420fe3f4eb8108f5e8a577d365e8dc799e8dc603d','{}','f3137f001f09534262517098617a06e6308084a83b00bc903a21fb365cabd8dc','5d08821de33e01250d1c554f1d7f87772055f6850176922e74b1be0b0a2d84d5',NULL);
CREATE TABLE journal_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature TEXT
) STRICT;
INSERT INTO "journal_head" VALUES(1,2,'5d08821de33e01250d1c554f1d7f87772055f6850176922e74b1be0b0a2d84d5',NULL);
CREATE TABLE pouvoirs (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    mandant INTEGER NOT NULL REFERENCES elus (id),
    mandataire INTEGER NOT NULL REFERENCES elus (id),
    PRIMARY KEY (seance_id, rang)
) STRICT;
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
INSERT INTO "proposals" VALUES(1,'essai-1','tarifs-1',1,'expose','phrase','["tarif à revoir"]','Le tarif est à revoir.','ab',1,'[]','2026-03-01T09:30:00.000000+00:00','proposee','',NULL,'');
CREATE TABLE seance_members (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    presence TEXT NOT NULL CHECK (presence IN ('present', 'excuse')),
    PRIMARY KEY (seance_id, rang)
) STRICT;
INSERT INTO "seance_members" VALUES(1,0,1,'present');
CREATE TABLE seances (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    heure TEXT, -- « 20:30:00 », time of the town hall
    lieu TEXT NOT NULL,
    convocation TEXT,
    secretaire INTEGER REFERENCES elus (id),
    president INTEGER REFERENCES elus (id) -- NULL: the maire
) STRICT;
INSERT INTO "seances" VALUES(1,'2026-06-12','20:30:00','mairie','2026-06-05',2,NULL);
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "settings" VALUES('commune','{"arrondissement":"Argentan","code_departement":"61","code_insee":"61999","codes_postaux":["61200"],"departement":"Orne","epci":"","liaison":1,"liaison_departement":3,"nom":"Aubigny-sur-Orne","population":412,"region":"Normandie","siren":""}');
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
INSERT INTO "votes" VALUES('tarifs-1',1,1,0,0,0,'[]','[]','[]',NULL);
CREATE TRIGGER act_versions_keep_update BEFORE UPDATE ON act_versions WHEN OLD.event <> 'edition'
BEGIN
    SELECT RAISE(ABORT, 'act_versions: only an edition may be rewritten');
END;
CREATE TRIGGER act_versions_keep_delete BEFORE DELETE ON act_versions
BEGIN
    SELECT RAISE(ABORT, 'act_versions: a version is never deleted');
END;
CREATE INDEX proposals_by_act ON proposals (act_id);
CREATE INDEX journal_by_act ON journal (act_id);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is never changed');
END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is never deleted');
END;
CREATE TRIGGER journal_only_at_the_end BEFORE INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal)
BEGIN
    SELECT RAISE(ABORT, 'journal: a line is only added at the end');
END;
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
COMMIT;
