-- What happened on the day beside attendance: how a person showed who they are, who left the room
-- for a while, and what went wrong.

CREATE TABLE id_check (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL UNIQUE REFERENCES booking(id),
    kind TEXT NOT NULL CHECK (kind IN ('licence', 'id_card', 'passport', 'other', 'none'))
) STRICT;

CREATE TABLE toilet_visit (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL REFERENCES booking(id),
    out_at INTEGER NOT NULL,
    back_at INTEGER,
    CHECK (back_at IS NULL OR back_at >= out_at)
) STRICT;
CREATE INDEX toilet_visit_booking ON toilet_visit(booking_id);

-- Of one person (a booking), of one exam, or else of everybody in the sitting. `minutes` is how
-- much later those may hand in. `follows` says that it follows from the attendance list, and is
-- kept by what keeps the list.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    sitting_id INTEGER NOT NULL REFERENCES sitting(id),
    booking_id INTEGER REFERENCES booking(id),
    exam_id INTEGER REFERENCES exam(id),
    kind TEXT NOT NULL CHECK (kind IN (
        'late', 'early', 'no_id', 'toilet', 'forbidden_aid', 'disturbance', 'technical_fault',
        'fire_alarm', 'illness', 'broken_off', 'wrong_material', 'no_invigilator')),
    at INTEGER NOT NULL,
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 600),
    decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'allowed', 'refused')),
    by_whom TEXT NOT NULL DEFAULT '' CHECK (length(by_whom) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    follows INTEGER NOT NULL DEFAULT 0 CHECK (follows IN (0, 1)),
    CHECK (booking_id IS NULL OR exam_id IS NULL),
    CHECK (follows = 0 OR booking_id IS NOT NULL)
) STRICT;
CREATE INDEX incident_sitting ON incident(sitting_id);
CREATE INDEX incident_booking ON incident(booking_id);
