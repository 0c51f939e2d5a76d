-- What left for review, with which fingerprints, and what came back. Nothing here is ever changed.
CREATE TABLE parapheurs (
    id TEXT PRIMARY KEY, -- random
    envoye_le TEXT NOT NULL,
    envoye_par TEXT NOT NULL,
    lu TEXT NOT NULL, -- hash of the dossier as the file holds it: what the answer says was read
    sceau TEXT NOT NULL -- secret of this sending, that sums its answers
) STRICT;

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

CREATE TRIGGER parapheurs_never_change BEFORE UPDATE ON parapheurs
BEGIN SELECT RAISE(ABORT, 'parapheurs is append-only'); END;
CREATE TRIGGER parapheur_actes_never_change BEFORE UPDATE ON parapheur_actes
BEGIN SELECT RAISE(ABORT, 'parapheur_actes is append-only'); END;
CREATE TRIGGER parapheur_reponses_never_change BEFORE UPDATE ON parapheur_reponses
BEGIN SELECT RAISE(ABORT, 'parapheur_reponses is append-only'); END;
CREATE TRIGGER parapheur_reponses_never_leave BEFORE DELETE ON parapheur_reponses
BEGIN SELECT RAISE(ABORT, 'parapheur_reponses is append-only'); END;
