PRAGMA user_version = 17;
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
CREATE TABLE ancien_acte (
    act_id  TEXT PRIMARY KEY REFERENCES acts (id) ON DELETE CASCADE,
    source  TEXT NOT NULL, -- « piece:12 » of the fund, or « acte:<id> »
    libelle TEXT NOT NULL, -- « la délibération n° 2025-014 du 12 mars 2025 »
    texte   TEXT NOT NULL  -- as it read that day: the document may leave the fund
) STRICT;
INSERT INTO "ancien_acte" VALUES('tarifs-1','piece:1','la délibération de 2025','Le tarif est de 110 €.');
CREATE TABLE applied_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
INSERT INTO "applied_migration" VALUES(1,'0001_espace.sql','075e90648f4705891de9cb392029299952857ef12846d166c1552cce4247287e');
INSERT INTO "applied_migration" VALUES(2,'0002_corrections.sql','005c59af66c5a6b66b4277cc8f0e5c170994e93b281cbfdbe5d3ada75f3faf89');
INSERT INTO "applied_migration" VALUES(3,'0003_reprises.sql','f5ed0f9b3c3bf834439c78966ee2925a9cae0a13b146999b75d7c76d65ff5c56');
INSERT INTO "applied_migration" VALUES(4,'0004_propositions.sql','5485aff882f37306f9472e6ed2f86dd9adf9b20f39726b8ffea930ca75482ff6');
INSERT INTO "applied_migration" VALUES(5,'0005_deroules.sql','d603e54b683c0b5ca7f17bde6f123ca5bd9c5c6edd2892f11d53d05c874d3035');
INSERT INTO "applied_migration" VALUES(6,'0006_convocations.sql','c87e814855f4e92a7cf62abefc7fa5f704d15422ed82844b363fc888cd2c8035');
INSERT INTO "applied_migration" VALUES(7,'0007_proces_verbaux.sql','36ca5fb9759c79f0459d5fcca54da93cdeda586cd2f54229fc42bdb5658a4e39');
INSERT INTO "applied_migration" VALUES(8,'0008_preparations.sql','965f4c762c3c14d74a0efcb689bc6b29b21c3a793a94e9f21158cfe217f8de8a');
INSERT INTO "applied_migration" VALUES(9,'0009_personnes.sql','9925dc3ccf5b8cc215f3b21c19b997a422656a3ec692ab543f0f2d66582b26cf');
INSERT INTO "applied_migration" VALUES(10,'0010_parapheur.sql','9a50ae6ab938b320ea4e48767a6ef489684fc0df2e83f3259ada795373777848');
INSERT INTO "applied_migration" VALUES(11,'0011_enregistrements.sql','701d9b6e79bd058d43d1cb8f874c2e60c380e6700bc9c941a8f5191a39401a24');
INSERT INTO "applied_migration" VALUES(13,'0013_publications.sql','52682a4abe3f99aad826da95c6a53df3b123923683671f2399c5d85084d730e3');
INSERT INTO "applied_migration" VALUES(14,'0014_seconde_convocation.sql','eb9720889bf56ea79dbdd72289df03b94a8a0efe7088924e330816ee224135fc');
INSERT INTO "applied_migration" VALUES(15,'0015_raisons.sql','a86bd252e67dd64e13bf8bd6f46c3e7f58c473d2b57ec1745506001637ed4638');
INSERT INTO "applied_migration" VALUES(16,'0016_donnees.sql','261df01ee1e0c57e39a0828ad78509cb3828da20fcf255031686141483856679');
INSERT INTO "applied_migration" VALUES(17,'0017_transmissions.sql','bc51a83bbede60bb267b249d8a82df4e83c6509674f2a0fe1a9aabdbd124df7a');
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
CREATE TABLE deroule_elus (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    PRIMARY KEY (seance_id, elu_id)
) STRICT;
CREATE TABLE deroules (
    seance_id INTEGER PRIMARY KEY REFERENCES seances (id),
    content TEXT NOT NULL
) STRICT;
CREATE TABLE echeance (
    key TEXT PRIMARY KEY, -- « budget:2027 », see council/calendar.py
    sort TEXT NOT NULL CHECK (sort IN ('fait', 'sans_objet')),
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;
INSERT INTO "echeance" VALUES('budget:2027','fait','Anne','2026-03-01T09:30:00.000000+00:00');
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
CREATE TABLE envoi (
    id INTEGER PRIMARY KEY,
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    le TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('courriel', 'papier', 'main')),
    note TEXT NOT NULL, -- address, receipt, who carried it
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    UNIQUE (seance_id, elu_id, le, mode)
) STRICT;
INSERT INTO "envoi" VALUES(1,1,2,'2026-06-05','courriel','','Anne','2026-03-01T09:30:00.000000+00:00');
CREATE TABLE espace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO "espace" VALUES(1,'0f0e0d0c-0b0a-4908-8706-050403020100','2026-03-01T09:30:00.000000+00:00');
CREATE TABLE gestes (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    avant TEXT NOT NULL,
    PRIMARY KEY (seance_id, rang)
) STRICT;
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
CREATE TABLE parapheur_actes (
    numero TEXT PRIMARY KEY, -- random; good for one answer
    parapheur_id TEXT NOT NULL REFERENCES parapheurs (id),
    act_id TEXT NOT NULL REFERENCES acts (id),
    version INTEGER NOT NULL,
    empreinte TEXT NOT NULL,
    a_decider INTEGER NOT NULL CHECK (a_decider IN (0, 1)),
    UNIQUE (parapheur_id, act_id)
) STRICT;
CREATE TABLE parapheur_reponses (
    numero TEXT PRIMARY KEY REFERENCES parapheur_actes (numero),
    reponse TEXT NOT NULL, -- hash of the answer as it came
    decision TEXT NOT NULL, -- empty: remarks only, or a decision on a text that had changed
    nom TEXT NOT NULL,
    recue_le TEXT NOT NULL
) STRICT;
CREATE TABLE parapheurs (
    id TEXT PRIMARY KEY, -- random
    envoye_le TEXT NOT NULL,
    envoye_par TEXT NOT NULL,
    lu TEXT NOT NULL, -- hash of the dossier as the file holds it: what the answer says was read
    sceau TEXT NOT NULL -- secret of this sending, that sums its answers
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
CREATE TABLE pouvoirs (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    mandant INTEGER NOT NULL REFERENCES elus (id),
    mandataire INTEGER NOT NULL REFERENCES elus (id),
    PRIMARY KEY (seance_id, rang)
) STRICT;
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
    at TEXT NOT NULL, raison TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (seance_id, point)
) STRICT;
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
CREATE TABLE "proposals" (
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
    point INTEGER, duration_s REAL NOT NULL DEFAULT 0, erased_at TEXT, -- id of its point
    CHECK ((act_id IS NULL) <> (seance_id IS NULL))
) STRICT;
INSERT INTO "proposals" VALUES(1,'essai-1','tarifs-1',1,'expose','phrase','["tarif à revoir"]','Le tarif est à revoir.','ab',1,'[]','2026-03-01T09:30:00.000000+00:00','proposee','',NULL,'','','','',NULL,NULL,NULL,NULL,NULL,0.0,NULL);
CREATE TABLE publications (
    act_id TEXT PRIMARY KEY REFERENCES acts (id),
    le TEXT NOT NULL,
    mode TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;
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
CREATE TABLE reperes (
    enregistrement_id INTEGER NOT NULL REFERENCES enregistrements (id),
    point INTEGER NOT NULL,
    debut REAL NOT NULL,
    PRIMARY KEY (enregistrement_id, point)
) STRICT;
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
INSERT INTO "reprise" VALUES('tarifs-1',0,'tarif','"110"','piece:1','110 €','a_confirmer');
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
CREATE TABLE transmissions (
    act_id TEXT PRIMARY KEY REFERENCES acts (id),
    numero_interne TEXT NOT NULL UNIQUE,
    content_sha256 TEXT NOT NULL, -- of the text prepared; empty when it was sent without us
    prepare_le TEXT, -- NULL: sent without us
    prepare_par TEXT NOT NULL DEFAULT '',
    recu_le TEXT, -- by the prefecture, a day; NULL: nobody noted it
    note_par TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "transmissions" VALUES('tarifs-1','2026_001','8c3c469e35148f7fd99b19c420fe3f4eb8108f5e8a577d365e8dc799e8dc603d','2026-03-01T09:30:00.000000+00:00','Anne','2026-06-20','Anne');
CREATE TABLE troncons (
    enregistrement_id INTEGER NOT NULL REFERENCES enregistrements (id),
    rang INTEGER NOT NULL,
    debut REAL NOT NULL, -- seconds from the beginning of the recording
    fin REAL NOT NULL,
    mesure REAL, -- seconds it took; NULL: not transcribed yet
    PRIMARY KEY (enregistrement_id, rang)
) STRICT;
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
CREATE INDEX proposals_by_act ON proposals (act_id);
CREATE INDEX proposals_by_seance ON proposals (seance_id);
CREATE INDEX remarques_by_act ON remarques (act_id);
CREATE TRIGGER parapheurs_never_change BEFORE UPDATE ON parapheurs
BEGIN SELECT RAISE(ABORT, 'parapheurs is append-only'); END;
CREATE TRIGGER parapheur_actes_never_change BEFORE UPDATE ON parapheur_actes
BEGIN SELECT RAISE(ABORT, 'parapheur_actes is append-only'); END;
CREATE TRIGGER parapheur_reponses_never_change BEFORE UPDATE ON parapheur_reponses
BEGIN SELECT RAISE(ABORT, 'parapheur_reponses is append-only'); END;
CREATE TRIGGER parapheur_reponses_never_leave BEFORE DELETE ON parapheur_reponses
BEGIN SELECT RAISE(ABORT, 'parapheur_reponses is append-only'); END;
CREATE TRIGGER act_versions_keep_delete BEFORE DELETE ON act_versions
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE act_id = OLD.act_id AND what = 'donnees_effacees')
BEGIN
    SELECT RAISE(ABORT, 'act_versions: a version is deleted only once the journal says that its act was erased');
END;
COMMIT;
