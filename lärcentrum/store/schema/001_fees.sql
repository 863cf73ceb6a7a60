-- ---- fees --------------------------------------------------------------------------------------

-- What a centre charges: data, never a constant in code. `municipalities` are codes with spaces
-- between; the amount is what is paid, VAT included.
CREATE TABLE fee_tariff (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    applies TEXT NOT NULL CHECK (applies IN (
        'resident', 'agreement', 'outsider', 'resit', 'no_show', 'late_cancel')),
    amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    vat_pct INTEGER NOT NULL DEFAULT 0 CHECK (vat_pct BETWEEN 0 AND 100),
    municipalities TEXT NOT NULL DEFAULT '' CHECK (length(municipalities) <= 2000),
    valid_from TEXT NOT NULL
        CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    valid_to TEXT CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;

-- One row per booking and kind, with the tariff's amount as it was then. Where it stands is a rule
-- over the dated facts. The tariff tells where a person lives: none is kept for a protected one.
CREATE TABLE fee (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    booking_id INTEGER NOT NULL REFERENCES booking(id),
    kind TEXT NOT NULL CHECK (kind IN ('exam', 'no_show', 'late_cancel')),
    tariff_id INTEGER REFERENCES fee_tariff(id),
    amount INTEGER NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    vat_pct INTEGER NOT NULL DEFAULT 0 CHECK (vat_pct BETWEEN 0 AND 100),
    payer TEXT NOT NULL DEFAULT 'student' CHECK (payer IN ('student', 'provider')),
    reference TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 200),
    set_on TEXT NOT NULL CHECK (set_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    due_on TEXT NOT NULL CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    exempt_on TEXT CHECK (exempt_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    exempt_why TEXT CHECK (length(exempt_why) BETWEEN 1 AND 400),
    paid_on TEXT CHECK (paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    paid_how TEXT CHECK (paid_how IN ('card', 'swish', 'cash', 'transfer', 'invoice', 'other')),
    refunded_on TEXT CHECK (refunded_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    refund_why TEXT CHECK (length(refund_why) <= 400),
    invoiced_on TEXT CHECK (invoiced_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    invoice_number TEXT CHECK (length(invoice_number) BETWEEN 1 AND 100),
    reminded_on TEXT CHECK (reminded_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (booking_id, kind),
    CHECK ((invoiced_on IS NULL) = (invoice_number IS NULL)),
    CHECK ((exempt_on IS NULL) = (exempt_why IS NULL)),
    CHECK ((paid_on IS NULL) = (paid_how IS NULL)),
    CHECK (exempt_on IS NULL OR paid_on IS NULL),
    CHECK (refunded_on IS NULL OR (paid_on IS NOT NULL AND refunded > 0)),
    CHECK (refunded_on IS NOT NULL OR (refunded = 0 AND refund_why IS NULL))
) STRICT;
CREATE INDEX fee_due ON fee(due_on) WHERE paid_on IS NULL AND exempt_on IS NULL;

-- A receipt is numbered without gaps and kept as it was; `named` tells whether a person's name
-- stands on it.
CREATE TABLE fee_receipt (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 40),
    year INTEGER NOT NULL,
    running INTEGER NOT NULL CHECK (running > 0),
    fee_id INTEGER NOT NULL REFERENCES fee(id),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    amount INTEGER NOT NULL,
    vat INTEGER NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    issued_at INTEGER NOT NULL,
    issued_by TEXT NOT NULL,
    original_sha256 TEXT NOT NULL,
    copy_sha256 TEXT NOT NULL,
    UNIQUE (year, running),
    UNIQUE (fee_id, kind)
) STRICT;
CREATE TRIGGER fee_receipt_frozen BEFORE UPDATE ON fee_receipt BEGIN
    SELECT RAISE(ABORT, 'rule:fee_receipt_frozen');
END;
CREATE TRIGGER fee_receipt_kept BEFORE DELETE ON fee_receipt BEGIN
    SELECT RAISE(ABORT, 'rule:fee_receipt_frozen');
END;
-- What a receipt says stays so, also for an undo out of turn.
CREATE TRIGGER fee_holds_payment
BEFORE UPDATE OF booking_id, kind, amount, vat_pct, payer, reference, paid_on, paid_how ON fee
WHEN EXISTS (SELECT 1 FROM fee_receipt WHERE fee_id = new.id) AND (new.booking_id, new.kind,
        new.amount, new.vat_pct, new.payer, new.reference, new.paid_on, new.paid_how) IS NOT
    (old.booking_id, old.kind, old.amount, old.vat_pct, old.payer, old.reference, old.paid_on,
        old.paid_how) BEGIN
    SELECT RAISE(ABORT, 'rule:fee_receipted');
END;
CREATE TRIGGER fee_holds_refund BEFORE UPDATE OF refunded, refunded_on ON fee
WHEN (new.refunded, new.refunded_on) IS NOT (old.refunded, old.refunded_on)
    AND EXISTS (SELECT 1 FROM fee_receipt WHERE fee_id = new.id AND kind = 'refund') BEGIN
    SELECT RAISE(ABORT, 'rule:fee_receipted');
END;
