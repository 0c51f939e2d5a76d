-- What left for the prefecture (L. 2131-1): under which number it was prepared, and the day of its acknowledgement.
CREATE TABLE transmissions (
    act_id TEXT PRIMARY KEY REFERENCES acts (id),
    numero_interne TEXT NOT NULL UNIQUE,
    content_sha256 TEXT NOT NULL, -- of the text prepared; empty when it was sent without us
    prepare_le TEXT, -- NULL: sent without us
    prepare_par TEXT NOT NULL DEFAULT '',
    recu_le TEXT, -- by the prefecture, a day; NULL: nobody noted it
    note_par TEXT NOT NULL DEFAULT ''
) STRICT;
