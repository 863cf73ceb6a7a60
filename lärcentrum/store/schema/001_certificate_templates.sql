-- How certificates look: each change of a template is a row that stays, so that a certificate's
-- look can be told for ever. The kind's newest row in use counts; none means the program's own.
CREATE TABLE certificate_template (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN (
        'attendance', 'exam', 'sat', 'internship', 'participation', 'study')),
    version INTEGER NOT NULL CHECK (version > 0),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
    logo_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(logo_sha256) IN (0, 64)),
    in_use INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1)),
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL CHECK (length(made_by) BETWEEN 1 AND 100),
    UNIQUE (kind, version)
) STRICT;
CREATE UNIQUE INDEX certificate_template_used ON certificate_template(kind) WHERE in_use = 1;
CREATE TRIGGER certificate_template_frozen BEFORE UPDATE ON certificate_template
WHEN (new.kind, new.version, new.body, new.logo_sha256, new.made_at, new.made_by)
    IS NOT (old.kind, old.version, old.body, old.logo_sha256, old.made_at, old.made_by) BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_template_frozen');
END;

-- What a certificate was drawn with; no template is the program's own of that version.
CREATE TABLE certificate_look (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    certificate_id INTEGER NOT NULL UNIQUE REFERENCES certificate(id),
    template_id INTEGER REFERENCES certificate_template(id),
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX certificate_look_template ON certificate_look(template_id);
CREATE TRIGGER certificate_look_frozen BEFORE UPDATE ON certificate_look BEGIN
    SELECT RAISE(ABORT, 'rule:certificate_look_frozen');
END;

-- A signer's own name as a picture, printed on no certificate but the signer's.
CREATE TABLE signature_picture (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    user_uid TEXT NOT NULL UNIQUE CHECK (length(user_uid) BETWEEN 1 AND 100),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
