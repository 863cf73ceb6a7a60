-- A centre's own words of a letter, where they are not those that travel with the program.
CREATE TABLE letter_text (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('student', 'provider', 'id_rule', 'receipt')),
    language TEXT NOT NULL CHECK (language IN ('sv', 'en')),
    subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 200),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    UNIQUE (kind, language)
) STRICT;

-- That somebody was told of a booking, and of which time and room; the last one counts.
CREATE TABLE confirmation (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL REFERENCES booking(id),
    addressee TEXT NOT NULL CHECK (addressee IN ('student', 'provider')),
    told_at INTEGER NOT NULL,
    told_by TEXT NOT NULL CHECK (length(told_by) BETWEEN 1 AND 100),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    room_id INTEGER REFERENCES room(id)
) STRICT;
CREATE INDEX confirmation_booking ON confirmation(booking_id);
