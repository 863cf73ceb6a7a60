-- Internships, certificates, the monthly file, and what the regional office receives.

CREATE TABLE employer (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    organisation_number TEXT NOT NULL DEFAULT '' CHECK (length(organisation_number) <= 20),
    sole_trader INTEGER NOT NULL DEFAULT 0 CHECK (sole_trader IN (0, 1)),
    sector TEXT NOT NULL DEFAULT 'private'
        CHECK (sector IN ('private', 'municipality', 'region', 'state', 'other')),
    sni TEXT NOT NULL DEFAULT '' CHECK (length(sni) <= 10),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- A sole trader's number is the owner's identity number: twelve places, others have ten.
    CHECK (organisation_number = '' OR (length(organisation_number) = 10 + 2 * sole_trader
        AND organisation_number NOT GLOB '*[^0-9]*'))
) STRICT;
CREATE UNIQUE INDEX employer_number ON employer(organisation_number)
    WHERE organisation_number <> '';

CREATE TABLE workplace (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    employer_id INTEGER NOT NULL REFERENCES employer(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 400),
    municipality TEXT NOT NULL DEFAULT '9999' CHECK (municipality GLOB '[0-9][0-9][0-9][0-9]'),
    places INTEGER NOT NULL DEFAULT 1 CHECK (places BETWEEN 0 AND 1000),
    contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (employer_id, name)
) STRICT;

CREATE TABLE supervisor (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    workplace_id INTEGER NOT NULL REFERENCES workplace(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    trained INTEGER NOT NULL DEFAULT 0 CHECK (trained IN (0, 1)),
    checked_on TEXT NOT NULL
        CHECK (checked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    left_on TEXT CHECK (left_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE internship (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    student_id INTEGER NOT NULL REFERENCES student(id),
    kind TEXT NOT NULL CHECK (kind IN ('vfu', 'lia', 'apl', 'practice')),
    workplace_id INTEGER REFERENCES workplace(id),
    supervisor_id INTEGER REFERENCES supervisor(id),
    provider_id INTEGER REFERENCES provider(id),
    programme TEXT NOT NULL DEFAULT '' CHECK (length(programme) <= 200),
    course_code TEXT NOT NULL DEFAULT '' CHECK (length(course_code) <= 40),
    responsible_teacher TEXT NOT NULL DEFAULT '' CHECK (length(responsible_teacher) <= 200),
    points INTEGER NOT NULL DEFAULT 0 CHECK (points BETWEEN 0 AND 600),
    hours_per_week INTEGER NOT NULL DEFAULT 40 CHECK (hours_per_week BETWEEN 1 AND 60),
    wished_on TEXT NOT NULL
        CHECK (wished_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    asked_on TEXT CHECK (asked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    offered_on TEXT CHECK (offered_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    agreement_sent_on TEXT
        CHECK (agreement_sent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    agreement_signed_on TEXT
        CHECK (agreement_signed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    published_on TEXT CHECK (published_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    started_on TEXT CHECK (started_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    moved_on TEXT CHECK (moved_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    broken_off_on TEXT CHECK (broken_off_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    cannot_be_placed_on TEXT
        CHECK (cannot_be_placed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    assessment_sent_on TEXT
        CHECK (assessment_sent_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    talk_planned_on TEXT
        CHECK (talk_planned_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    talk_held_on TEXT
        CHECK (talk_held_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    risk_assessed_on TEXT
        CHECK (risk_assessed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    background_shown_on TEXT
        CHECK (background_shown_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000)
) STRICT;
CREATE INDEX internship_student ON internship(student_id);
CREATE INDEX internship_workplace ON internship(workplace_id);

CREATE TABLE internship_period (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    internship_id INTEGER NOT NULL REFERENCES internship(id),
    starts_on TEXT NOT NULL
        CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ends_on TEXT NOT NULL CHECK (ends_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    percent INTEGER NOT NULL DEFAULT 100 CHECK (percent BETWEEN 1 AND 100),
    CHECK (ends_on >= starts_on)
) STRICT;
CREATE INDEX internship_period_internship ON internship_period(internship_id);

-- The periods of one internship may have gaps but never lie over each other.
CREATE TRIGGER internship_period_apart_insert BEFORE INSERT ON internship_period
WHEN EXISTS (SELECT 1 FROM internship_period WHERE internship_id = new.internship_id
    AND starts_on <= new.ends_on AND ends_on >= new.starts_on) BEGIN
    SELECT RAISE(ABORT, 'rule:internship_period_apart');
END;
CREATE TRIGGER internship_period_apart_update BEFORE UPDATE ON internship_period
WHEN EXISTS (SELECT 1 FROM internship_period WHERE internship_id = new.internship_id
    AND id <> old.id AND starts_on <= new.ends_on AND ends_on >= new.starts_on) BEGIN
    SELECT RAISE(ABORT, 'rule:internship_period_apart');
END;

-- ---- certificates ------------------------------------------------------------------------------

CREATE TABLE signing_key (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('certificate', 'package', 'receipt', 'sealing')),
    public_key TEXT NOT NULL UNIQUE,
    made_on TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 40),
    year INTEGER NOT NULL,
    running INTEGER NOT NULL CHECK (running > 0),
    kind TEXT NOT NULL CHECK (kind IN (
        'attendance', 'exam', 'sat', 'internship', 'participation', 'study')),
    student_id INTEGER NOT NULL REFERENCES student(id),
    booking_id INTEGER REFERENCES booking(id),
    internship_id INTEGER REFERENCES internship(id),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 8),
    facts TEXT NOT NULL,
    seal TEXT NOT NULL UNIQUE,
    key_id INTEGER NOT NULL REFERENCES signing_key(id),
    issued_at INTEGER NOT NULL,
    issued_by TEXT NOT NULL,
    original_sha256 TEXT NOT NULL,
    copy_sha256 TEXT NOT NULL,
    printed_at INTEGER,
    withdrawn_at INTEGER,
    withdrawn_why TEXT CHECK (length(withdrawn_why) BETWEEN 1 AND 400),
    replaced_by INTEGER REFERENCES certificate(id),
    UNIQUE (year, running),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_why IS NULL))
) STRICT;
CREATE INDEX certificate_student ON certificate(student_id);
CREATE INDEX certificate_booking ON certificate(booking_id);

-- What was attested never changes afterwards, on any path.
CREATE TRIGGER certificate_frozen BEFORE UPDATE OF number, year, running, kind, student_id,
    booking_id, internship_id, language, facts, seal, key_id, issued_at, issued_by,
    original_sha256, copy_sha256 ON certificate BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_frozen');
END;
CREATE TRIGGER certificate_kept BEFORE DELETE ON certificate BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_kept');
END;

-- What a certificate attests stays so while it holds, also for an undo out of turn: the person was
-- there, and the booking was kept.
CREATE TRIGGER certificate_of_present BEFORE INSERT ON certificate
WHEN new.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM booking WHERE id = new.booking_id
    AND (coalesce(attendance, 'absent') = 'absent' OR cancelled_at IS NOT NULL
        OR refused_at IS NOT NULL)) BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_absent');
END;
CREATE TRIGGER certificate_holds_booking
BEFORE UPDATE OF attendance, cancelled_at, refused_at ON booking
WHEN (coalesce(new.attendance, 'absent') = 'absent' OR new.cancelled_at IS NOT NULL
        OR new.refused_at IS NOT NULL)
    AND EXISTS (SELECT 1 FROM certificate WHERE booking_id = new.id AND withdrawn_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_holds');
END;

-- ---- the monthly file --------------------------------------------------------------------------

CREATE TABLE recipient (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    region_uid TEXT NOT NULL DEFAULT '',
    age_recipient TEXT NOT NULL DEFAULT '' CHECK (length(age_recipient) <= 100),
    receipt_key TEXT NOT NULL DEFAULT '' CHECK (length(receipt_key) <= 100),
    environment TEXT NOT NULL DEFAULT 'real' CHECK (environment IN ('real', 'demo')),
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE level_decision (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    level TEXT NOT NULL CHECK (level IN ('none', 'pseudonymous', 'once', 'identified')),
    decided_on TEXT NOT NULL
        CHECK (decided_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    file_number TEXT NOT NULL CHECK (length(file_number) BETWEEN 1 AND 100),
    decided_by TEXT NOT NULL CHECK (length(decided_by) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE month (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    period TEXT NOT NULL UNIQUE CHECK (period GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    closed_at INTEGER,
    closed_by TEXT,
    comment TEXT NOT NULL DEFAULT '' CHECK (length(comment) <= 1000)
) STRICT;

CREATE TABLE package (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    month_id INTEGER NOT NULL REFERENCES month(id),
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    correction INTEGER NOT NULL DEFAULT 0 CHECK (correction >= 0),
    level TEXT NOT NULL CHECK (level IN ('none', 'pseudonymous', 'once', 'identified')),
    header TEXT NOT NULL,
    payload_sha256 TEXT NOT NULL,
    inner_sha256 TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    delivered_at INTEGER,
    delivered_how TEXT CHECK (length(delivered_how) <= 400),
    receipt_at INTEGER,
    receipt_status TEXT CHECK (receipt_status IN (
        'accepted', 'already', 'late', 'held', 'refused')),
    receipt_text TEXT CHECK (length(receipt_text) <= 20000),
    UNIQUE (epoch, sequence)
) STRICT;
CREATE INDEX package_month ON package(month_id);

-- ---- the regional office -----------------------------------------------------------------------

CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    centre_uid TEXT NOT NULL,
    centre_code TEXT NOT NULL CHECK (length(centre_code) BETWEEN 1 AND 20),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    public_key TEXT NOT NULL UNIQUE,
    environment TEXT NOT NULL DEFAULT 'real' CHECK (environment IN ('real', 'demo')),
    enrolled_on TEXT NOT NULL
        CHECK (enrolled_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    epoch TEXT NOT NULL DEFAULT '',
    ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE UNIQUE INDEX enrolment_centre ON enrolment(centre_uid) WHERE ended_on IS NULL;

CREATE TABLE received_package (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    enrolment_id INTEGER REFERENCES enrolment(id),
    inner_sha256 TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    epoch TEXT NOT NULL DEFAULT '',
    sequence INTEGER NOT NULL DEFAULT 0,
    period TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT 'none',
    previous TEXT NOT NULL DEFAULT '',
    correction INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'late', 'held', 'refused', 'taken_back')),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 4000),
    received_at INTEGER NOT NULL,
    receipt_sha256 TEXT NOT NULL DEFAULT '',
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE UNIQUE INDEX received_once ON received_package(inner_sha256) WHERE state <> 'taken_back';
CREATE INDEX received_centre ON received_package(enrolment_id, epoch, sequence);

-- The consolidated register: what the newest accepted package of each centre says. Derived from
-- the kept packages (they can always be read in again), so not journalled and not in the digest.
CREATE TABLE received_row (
    enrolment_id INTEGER NOT NULL REFERENCES enrolment(id),
    kind TEXT NOT NULL,
    row_key TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    value TEXT NOT NULL,
    package_id INTEGER NOT NULL REFERENCES received_package(id),
    PRIMARY KEY (enrolment_id, kind, row_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE received_aggregate (
    enrolment_id INTEGER NOT NULL REFERENCES enrolment(id),
    period TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    value INTEGER NOT NULL,
    package_id INTEGER NOT NULL REFERENCES received_package(id),
    PRIMARY KEY (enrolment_id, period, name, key)
) STRICT, WITHOUT ROWID;
