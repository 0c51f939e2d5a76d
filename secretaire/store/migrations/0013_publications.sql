-- The day each act was made known (L. 2131-1): published, posted or notified, as a person noted it.
CREATE TABLE publications (
    act_id TEXT PRIMARY KEY REFERENCES acts (id),
    le TEXT NOT NULL,
    mode TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;
