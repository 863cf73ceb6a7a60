-- What is known of an invigilator beside the name: what for, when, how much, and who is near.

-- Somebody without a line here may be asked for every exam.
CREATE TABLE invigilator_skill (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    invigilator_id INTEGER NOT NULL REFERENCES invigilator(id),
    provider_id INTEGER REFERENCES provider(id),
    platform TEXT NOT NULL DEFAULT '' CHECK (length(platform) <= 100),
    CHECK ((provider_id IS NULL) <> (platform = ''))
) STRICT;
CREATE INDEX invigilator_skill_of ON invigilator_skill(invigilator_id);

-- Hours that a weekday usually leaves free, Monday 0. Somebody without a line has not said.
CREATE TABLE invigilator_week (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    invigilator_id INTEGER NOT NULL REFERENCES invigilator(id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    opens TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
    closes TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
    CHECK (opens < closes),
    UNIQUE (invigilator_id, weekday)
) STRICT;

-- A day when the person can, or cannot, whatever the weekday says.
CREATE TABLE invigilator_day (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    invigilator_id INTEGER NOT NULL REFERENCES invigilator(id),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    can INTEGER NOT NULL CHECK (can IN (0, 1)),
    UNIQUE (invigilator_id, date)
) STRICT;

-- Hours a calendar month: at least, at most, and what both sides aim at.
CREATE TABLE invigilator_load (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    invigilator_id INTEGER NOT NULL UNIQUE REFERENCES invigilator(id),
    least_hours INTEGER CHECK (least_hours BETWEEN 0 AND 400),
    most_hours INTEGER CHECK (most_hours BETWEEN 0 AND 400),
    target_hours INTEGER CHECK (target_hours BETWEEN 0 AND 400),
    CHECK (least_hours IS NULL OR most_hours IS NULL OR least_hours <= most_hours)
) STRICT;

-- Who may not watch over whom. How they are near is nobody's business here.
CREATE TABLE kinship (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    invigilator_id INTEGER NOT NULL REFERENCES invigilator(id),
    student_id INTEGER NOT NULL REFERENCES student(id),
    UNIQUE (invigilator_id, student_id)
) STRICT;
CREATE INDEX kinship_student ON kinship(student_id);
