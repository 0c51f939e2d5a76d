-- What is kept of persons can be erased where the law does not keep it, and what the assistant cost can be told.
ALTER TABLE proposals ADD COLUMN duration_s REAL NOT NULL DEFAULT 0; -- that the model worked; 0 before this version
ALTER TABLE proposals ADD COLUMN erased_at TEXT; -- notes and text taken away; the imprints and the decision stay
DROP TRIGGER act_versions_keep_delete;
CREATE TRIGGER act_versions_keep_delete BEFORE DELETE ON act_versions
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE act_id = OLD.act_id AND what = 'donnees_effacees')
BEGIN
    SELECT RAISE(ABORT, 'act_versions: a version is deleted only once the journal says that its act was erased');
END;
