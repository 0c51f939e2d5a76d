-- What happened at a meeting, beside how it opened (`seances`, `seance_members`, `pouvoirs`). `content` is the canonical
-- JSON of the course without its seance.
CREATE TABLE deroules (
    seance_id INTEGER PRIMARY KEY REFERENCES seances (id),
    content TEXT NOT NULL
) STRICT;

-- Gestures that can be undone: the whole course, seance included, as it was before each.
CREATE TABLE gestes (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    rang INTEGER NOT NULL,
    author TEXT NOT NULL,
    made_at TEXT NOT NULL,
    avant TEXT NOT NULL,
    PRIMARY KEY (seance_id, rang)
) STRICT;

-- Members named by a course only, so that the roster keeps them.
CREATE TABLE deroule_elus (
    seance_id INTEGER NOT NULL REFERENCES seances (id),
    elu_id INTEGER NOT NULL REFERENCES elus (id),
    PRIMARY KEY (seance_id, elu_id)
) STRICT;
