-- The code that stands for a student on the papers of an anonymous exam: its provider's or our own.
-- The exam is the booking's, once more: a code is unique within it.
CREATE TABLE booking_code (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL UNIQUE REFERENCES booking(id),
    exam_id INTEGER NOT NULL REFERENCES exam(id),
    code TEXT NOT NULL COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 40),
    UNIQUE (exam_id, code)
) STRICT;
