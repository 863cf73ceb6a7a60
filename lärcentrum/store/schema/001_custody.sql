-- Where an exam's material is before the exam: a log, nothing in it is overwritten.
CREATE TABLE custody_event (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exam_id INTEGER NOT NULL REFERENCES exam(id),
    step TEXT NOT NULL CHECK (step IN ('expected', 'received', 'checked', 'safe')),
    at INTEGER NOT NULL,
    how TEXT NOT NULL DEFAULT '' CHECK (how IN ('', 'post', 'mail', 'courier')),
    copies INTEGER CHECK (copies BETWEEN 0 AND 10000),
    booked INTEGER CHECK (booked >= 0),
    by_whom TEXT NOT NULL DEFAULT '' CHECK (length(by_whom) <= 200),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400),
    CHECK (step <> 'checked' OR (copies IS NOT NULL AND booked IS NOT NULL)),
    CHECK (step <> 'safe' OR place <> '')
) STRICT;
CREATE INDEX custody_event_exam ON custody_event(exam_id);

-- How long before the exam a provider's material must be here.
CREATE TABLE material_limit (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    provider_id INTEGER NOT NULL UNIQUE REFERENCES provider(id),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 0 AND 1000),
    working_days INTEGER NOT NULL DEFAULT 1 CHECK (working_days IN (0, 1)),
    source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 400),
    source_date TEXT NOT NULL
        CHECK (source_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
