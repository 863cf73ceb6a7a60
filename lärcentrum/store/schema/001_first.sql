-- The first schema. Never edited after release; a later change is a new numbered file.
-- Text is UTF-8 NFC; dates are YYYY-MM-DD; *_at is minutes since 1970 in UTC; money is in öre.
-- Domain tables have a local `id` and a `uid` (UUIDv7) that files speak.

-- ---- the register itself: not journalled, not in the digest --------------------------------

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row per committed operation, chained: hash covers the previous hash and every row's hash.
-- Its journal rows are those with seq from first_seq to last_seq.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    user_uid TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    undoes INTEGER REFERENCES operation(id),
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    note TEXT,
    note_salt TEXT,
    note_hash TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    row_uid TEXT NOT NULL,
    old TEXT,
    new TEXT,
    salt TEXT,
    hash TEXT
) STRICT;
CREATE INDEX journal_row ON journal(row_uid);

-- The log is append-only on every path: a row is sealed once and may afterwards only be emptied
-- (erasure) with its hash kept.
CREATE TRIGGER operation_stays BEFORE DELETE ON operation BEGIN
    SELECT RAISE(ABORT, 'rule:log_append_only');
END;
CREATE TRIGGER operation_sealed BEFORE UPDATE ON operation WHEN NOT (
        new.id = old.id AND new.name = old.name AND new.label = old.label
        AND new.undoable = old.undoable AND new.user_uid = old.user_uid AND new.at_ms = old.at_ms
        AND new.undoes IS old.undoes AND new.first_seq = old.first_seq
        AND new.last_seq = old.last_seq AND new.note_hash = old.note_hash AND new.hash = old.hash
        AND new.note IS NULL AND new.note_salt IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:log_append_only');
END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN
    SELECT RAISE(ABORT, 'rule:log_append_only');
END;
CREATE TRIGGER journal_sealed BEFORE UPDATE ON journal WHEN old.hash IS NOT NULL AND NOT (
        new.hash = old.hash AND new.seq = old.seq AND new.operation_id = old.operation_id
        AND new.tbl = old.tbl AND new.row_id = old.row_id AND new.row_uid = old.row_uid
        AND new.old IS NULL AND new.new IS NULL AND new.salt IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:log_append_only');
END;

-- Private keys, finished files and unfinished forms: kept, but never journalled.
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (
    sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, made_at INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE TABLE draft (
    key TEXT PRIMARY KEY, user_uid TEXT NOT NULL, at_ms INTEGER NOT NULL, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- settings, users -------------------------------------------------------------------------

CREATE TABLE setting (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 100),
    value TEXT NOT NULL CHECK (length(value) <= 20000)
) STRICT;

CREATE TABLE user (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    title_en TEXT NOT NULL DEFAULT '' CHECK (length(title_en) <= 200),
    role TEXT NOT NULL CHECK (role IN ('staff', 'substitute', 'head', 'region')),
    valid_until TEXT CHECK (valid_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (role <> 'substitute' OR valid_until IS NOT NULL)
) STRICT;

-- Somebody manages the register for good, on every path: a last day locks it when it passes.
CREATE TRIGGER user_head_changes AFTER UPDATE OF role, valid_until, ended_on ON user
WHEN old.role IN ('head', 'region') AND old.ended_on IS NULL AND old.valid_until IS NULL
    AND NOT EXISTS (SELECT 1 FROM user WHERE role IN ('head', 'region') AND ended_on IS NULL
        AND valid_until IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:last_head');
END;
CREATE TRIGGER user_head_goes AFTER DELETE ON user
WHEN old.role IN ('head', 'region') AND old.ended_on IS NULL AND old.valid_until IS NULL
    AND NOT EXISTS (SELECT 1 FROM user WHERE role IN ('head', 'region') AND ended_on IS NULL
        AND valid_until IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:last_head');
END;

-- A code in the safe: once, until a day, it lets somebody in as a substitute for some days. Its
-- selector finds the key slot and opens nothing.
CREATE TABLE spare_code (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    selector TEXT NOT NULL UNIQUE CHECK (length(selector) = 4),
    made_on TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    valid_until TEXT NOT NULL CHECK (
        valid_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 366),
    used_on TEXT CHECK (used_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    user_uid TEXT CHECK (length(user_uid) BETWEEN 1 AND 100),
    withdrawn_on TEXT CHECK (
        withdrawn_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK ((used_on IS NULL) = (user_uid IS NULL)),
    CHECK (used_on IS NULL OR withdrawn_on IS NULL)
) STRICT;

-- ---- providers -------------------------------------------------------------------------------

CREATE TABLE provider (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    parent_id INTEGER REFERENCES provider(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    short TEXT NOT NULL DEFAULT '' CHECK (length(short) <= 40),
    kind TEXT NOT NULL CHECK (kind IN ('university', 'yh', 'komvux', 'folkhogskola', 'other')),
    contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (parent_id IS NULL OR parent_id <> id)
) STRICT;
CREATE UNIQUE INDEX provider_name ON provider(coalesce(parent_id, 0), name);

-- ---- people ------------------------------------------------------------------------------------

CREATE TABLE student (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    given_name TEXT NOT NULL CHECK (length(given_name) <= 200),
    family_name TEXT NOT NULL CHECK (length(family_name) <= 200),
    birth_date TEXT CHECK (birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 400),
    municipality TEXT NOT NULL DEFAULT '9999' CHECK (municipality GLOB '[0-9][0-9][0-9][0-9]'),
    provider_id INTEGER REFERENCES provider(id),
    programme TEXT NOT NULL DEFAULT '' CHECK (length(programme) <= 200),
    languages TEXT NOT NULL DEFAULT '' CHECK (length(languages) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    protection TEXT NOT NULL DEFAULT 'none'
        CHECK (protection IN ('none', 'marked', 'protected', 'fictitious')),
    protection_until TEXT
        CHECK (protection_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    alias_number INTEGER UNIQUE CHECK (alias_number > 0),
    registered_on TEXT NOT NULL
        CHECK (registered_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (length(given_name) + length(family_name) > 0),
    CHECK (protection = 'none' OR (address = '' AND phone = '' AND municipality = '9999')),
    CHECK (protection = 'none' OR alias_number IS NOT NULL)
) STRICT;
CREATE INDEX student_provider ON student(provider_id);
CREATE INDEX student_birth ON student(birth_date);

CREATE TABLE identity_number (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    student_id INTEGER NOT NULL REFERENCES student(id),
    kind TEXT NOT NULL CHECK (kind IN (
        'personnummer', 'samordningsnummer', 't_number', 'tf_number', 'reserve', 'other')),
    issuer TEXT NOT NULL DEFAULT '' CHECK (length(issuer) <= 100),
    number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 40),
    valid_from TEXT CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    valid_to TEXT CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (kind NOT IN ('personnummer', 'samordningsnummer')
        OR (length(number) = 12 AND number NOT GLOB '*[^0-9]*')),
    UNIQUE (kind, issuer, number)
) STRICT;
CREATE INDEX identity_number_student ON identity_number(student_id);
-- A number that the state gives is one person's for ever, whoever is said to have issued it.
CREATE UNIQUE INDEX identity_number_one ON identity_number(number)
    WHERE kind IN ('personnummer', 'samordningsnummer');

CREATE TABLE adaptation (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    student_id INTEGER NOT NULL REFERENCES student(id),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
    factor_pct INTEGER NOT NULL DEFAULT 100 CHECK (factor_pct BETWEEN 100 AND 400),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 600),
    minutes_per_hour INTEGER NOT NULL DEFAULT 0 CHECK (minutes_per_hour BETWEEN 0 AND 60),
    own_room INTEGER NOT NULL DEFAULT 0 CHECK (own_room IN (0, 1)),
    small_group INTEGER NOT NULL DEFAULT 0 CHECK (small_group IN (0, 1)),
    valid_to TEXT CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX adaptation_student ON adaptation(student_id);

-- ---- rooms -------------------------------------------------------------------------------------

CREATE TABLE room (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    building TEXT NOT NULL DEFAULT '' CHECK (length(building) <= 200),
    capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
    setup_min INTEGER NOT NULL DEFAULT 0 CHECK (setup_min BETWEEN 0 AND 480),
    clearing_min INTEGER NOT NULL DEFAULT 0 CHECK (clearing_min BETWEEN 0 AND 480),
    equipment TEXT NOT NULL DEFAULT '' CHECK (length(equipment) <= 400),
    responsible TEXT NOT NULL DEFAULT '' CHECK (length(responsible) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE seat (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    room_id INTEGER NOT NULL REFERENCES room(id),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 20),
    place INTEGER NOT NULL CHECK (place > 0),
    off INTEGER NOT NULL DEFAULT 0 CHECK (off IN (0, 1)),
    row_no INTEGER CHECK (row_no BETWEEN 1 AND 40),
    col_no INTEGER CHECK (col_no BETWEEN 1 AND 40),
    CHECK ((row_no IS NULL) = (col_no IS NULL)),
    UNIQUE (room_id, label)
) STRICT;

CREATE TABLE room_use (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    room_id INTEGER NOT NULL REFERENCES room(id),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
    starts_wall TEXT NOT NULL CHECK (length(starts_wall) = 16),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    preliminary INTEGER NOT NULL DEFAULT 0 CHECK (preliminary IN (0, 1)),
    cancelled_at INTEGER,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX room_use_room ON room_use(room_id, starts_at);

-- A day with hours of its own, or closed, whatever the weekday says.
CREATE TABLE opening_day (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    date TEXT NOT NULL UNIQUE CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    opens TEXT CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
    closes TEXT CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    CHECK ((opens IS NULL) = (closes IS NULL)),
    CHECK (opens IS NULL OR opens < closes)
) STRICT;

-- ---- exams -------------------------------------------------------------------------------------

CREATE TABLE exam (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    provider_id INTEGER NOT NULL REFERENCES provider(id),
    course_code TEXT NOT NULL DEFAULT '' CHECK (length(course_code) <= 40),
    course_name TEXT NOT NULL CHECK (length(course_name) BETWEEN 1 AND 200),
    exam_code TEXT NOT NULL DEFAULT '' CHECK (length(exam_code) <= 40),
    date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ordinary_start TEXT CHECK (ordinary_start GLOB '[0-2][0-9]:[0-5][0-9]'),
    length_min INTEGER NOT NULL CHECK (length_min BETWEEN 5 AND 1440),
    form TEXT NOT NULL DEFAULT 'paper' CHECK (form IN (
        'paper', 'digital', 'computer', 'oral', 'national', 'hogskoleprov', 'certification')),
    platform TEXT NOT NULL DEFAULT '' CHECK (length(platform) <= 100),
    aids TEXT NOT NULL DEFAULT '' CHECK (length(aids) <= 1000),
    language TEXT NOT NULL DEFAULT 'sv' CHECK (length(language) BETWEEN 2 AND 8),
    anonymous INTEGER NOT NULL DEFAULT 0 CHECK (anonymous IN (0, 1)),
    contact_name TEXT NOT NULL DEFAULT '' CHECK (length(contact_name) <= 200),
    contact_title TEXT NOT NULL DEFAULT '' CHECK (length(contact_title) <= 200),
    contact_email TEXT NOT NULL DEFAULT '' CHECK (length(contact_email) <= 254),
    contact_phone TEXT NOT NULL DEFAULT '' CHECK (length(contact_phone) <= 40),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    material_at INTEGER,
    cancelled_at INTEGER
) STRICT;
CREATE INDEX exam_date ON exam(date);
CREATE INDEX exam_provider ON exam(provider_id);

-- One or several exams in one room at one time. It holds the room from set-up to clearing.
CREATE TABLE sitting (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    room_id INTEGER NOT NULL REFERENCES room(id),
    starts_wall TEXT NOT NULL CHECK (length(starts_wall) = 16),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    setup_min INTEGER NOT NULL DEFAULT 0 CHECK (setup_min BETWEEN 0 AND 480),
    clearing_min INTEGER NOT NULL DEFAULT 0 CHECK (clearing_min BETWEEN 0 AND 480),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    cancelled_at INTEGER,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX sitting_room ON sitting(room_id, starts_at);
CREATE INDEX sitting_starts ON sitting(starts_at);

-- Two bookings of one person that both providers let run at once share one hold of the person;
-- what was approved is the time that they share.
CREATE TABLE concurrent_pair (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    student_id INTEGER NOT NULL REFERENCES student(id),
    approved TEXT NOT NULL CHECK (length(approved) BETWEEN 1 AND 400),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    CHECK (ends_at > starts_at)
) STRICT;

CREATE TABLE booking (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    student_id INTEGER NOT NULL REFERENCES student(id),
    exam_id INTEGER NOT NULL REFERENCES exam(id),
    sitting_id INTEGER REFERENCES sitting(id),
    seat_id INTEGER REFERENCES seat(id),
    pair_id INTEGER REFERENCES concurrent_pair(id),
    origin TEXT NOT NULL DEFAULT 'student' CHECK (origin IN ('student', 'provider', 'programme')),
    requested_on TEXT NOT NULL
        CHECK (requested_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    starts_wall TEXT NOT NULL CHECK (length(starts_wall) = 16),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    extra_min INTEGER NOT NULL DEFAULT 0 CHECK (extra_min BETWEEN 0 AND 1440),
    preliminary INTEGER NOT NULL DEFAULT 0 CHECK (preliminary IN (0, 1)),
    own_room INTEGER NOT NULL DEFAULT 0 CHECK (own_room IN (0, 1)),
    place_given_at INTEGER,
    place_given_by TEXT,
    provider_approved_at INTEGER,
    provider_approved_by TEXT CHECK (length(provider_approved_by) <= 200),
    -- What was approved: the start here and the ordinary one as they were then.
    approved_wall TEXT CHECK (length(approved_wall) = 16),
    approved_ordinary TEXT CHECK (length(approved_ordinary) = 16),
    override_reason TEXT CHECK (length(override_reason) BETWEEN 1 AND 400),
    -- Which rules the reason sets aside (codes with spaces between), and for which start here.
    override_rules TEXT NOT NULL DEFAULT '' CHECK (length(override_rules) <= 400),
    override_wall TEXT CHECK (length(override_wall) = 16),
    waiting_since INTEGER,
    refused_at INTEGER,
    refused_why TEXT CHECK (refused_why IN (
        'full', 'hours', 'no_invigilator', 'platform', 'outsider', 'too_late', 'other')),
    cancelled_at INTEGER,
    cancelled_by TEXT CHECK (cancelled_by IN ('student', 'provider', 'centre')),
    cancelled_why TEXT CHECK (length(cancelled_why) <= 400),
    attendance TEXT CHECK (attendance IN ('present', 'absent', 'late')),
    arrived_at INTEGER,
    left_at INTEGER,
    handed_in_at INTEGER,
    sheets INTEGER CHECK (sheets BETWEEN 0 AND 1000),
    sent_at INTEGER,
    sent_how TEXT CHECK (length(sent_how) <= 200),
    received_at INTEGER,
    closed_at INTEGER,
    CHECK (ends_at > starts_at),
    CHECK (seat_id IS NULL OR sitting_id IS NOT NULL),
    CHECK (place_given_at IS NULL OR sitting_id IS NOT NULL),
    CHECK ((override_rules = '') = (override_wall IS NULL)),
    CHECK ((refused_at IS NULL) = (refused_why IS NULL)),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
) STRICT;
CREATE INDEX booking_student ON booking(student_id, exam_id);
CREATE INDEX booking_exam ON booking(exam_id);
CREATE INDEX booking_sitting ON booking(sitting_id);
CREATE INDEX booking_pair ON booking(pair_id) WHERE pair_id IS NOT NULL;
CREATE INDEX booking_starts ON booking(starts_at);
CREATE TABLE invigilator (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE duty (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    sitting_id INTEGER NOT NULL REFERENCES sitting(id),
    invigilator_id INTEGER NOT NULL REFERENCES invigilator(id),
    role TEXT NOT NULL DEFAULT 'invigilator' CHECK (role IN (
        'invigilator', 'chief', 'floating', 'reserve')),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT 'yes' CHECK (answer IN ('asked', 'yes', 'no')),
    cancelled_at INTEGER,
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX duty_sitting ON duty(sitting_id);
CREATE INDEX duty_invigilator ON duty(invigilator_id);
