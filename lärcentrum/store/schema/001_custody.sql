-- Where an exam's material is, from the first word of it to the last copy destroyed: a log, nothing
-- in it is overwritten. What was handed in is counted, and agrees with the list or is signed for.
CREATE TABLE custody_event (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exam_id INTEGER NOT NULL REFERENCES exam(id),
    step TEXT NOT NULL CHECK (step IN ('expected', 'received', 'checked', 'safe', 'out',
        'collected', 'scanned', 'posted', 'reminded', 'receipt', 'destroyed')),
    at INTEGER NOT NULL,
    how TEXT NOT NULL DEFAULT '' CHECK (how IN ('', 'post', 'mail', 'courier')),
    copies INTEGER CHECK (copies BETWEEN 0 AND 10000),
    booked INTEGER CHECK (booked >= 0),
    papers INTEGER CHECK (papers BETWEEN 0 AND 10000),
    sheets INTEGER CHECK (sheets BETWEEN 0 AND 100000),
    listed_papers INTEGER CHECK (listed_papers >= 0),
    listed_sheets INTEGER CHECK (listed_sheets >= 0),
    parcels INTEGER CHECK (parcels BETWEEN 1 AND 100),
    tracking TEXT NOT NULL DEFAULT '' CHECK (length(tracking) <= 100),
    by_whom TEXT NOT NULL DEFAULT '' CHECK (length(by_whom) <= 200),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200),
    signed_by TEXT NOT NULL DEFAULT '' CHECK (length(signed_by) <= 200),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 400),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 400),
    CHECK (step <> 'checked' OR (copies IS NOT NULL AND booked IS NOT NULL)),
    CHECK (step <> 'safe' OR place <> ''),
    CHECK (step <> 'collected' OR (papers IS NOT NULL AND sheets IS NOT NULL
        AND listed_papers IS NOT NULL AND listed_sheets IS NOT NULL)),
    CHECK (step <> 'collected' OR (papers = listed_papers AND sheets = listed_sheets)
        OR (signed_by <> '' AND reason <> '')),
    CHECK (step <> 'posted' OR (papers IS NOT NULL AND parcels IS NOT NULL))
) STRICT;
CREATE INDEX custody_event_exam ON custody_event(exam_id);

-- The chain is taken back from its end: an undo out of turn would leave a step that never began.
CREATE TRIGGER custody_in_order BEFORE DELETE ON custody_event
WHEN old.step <> 'reminded' AND EXISTS (
    SELECT 1 FROM custody_event AS later WHERE later.exam_id = old.exam_id AND later.id > old.id
    AND CASE later.step WHEN 'out' THEN 1 WHEN 'collected' THEN 2 WHEN 'scanned' THEN 3
            WHEN 'posted' THEN 3 WHEN 'receipt' THEN 4 WHEN 'destroyed' THEN 5 ELSE 0 END
        > CASE old.step WHEN 'out' THEN 1 WHEN 'collected' THEN 2 WHEN 'scanned' THEN 3
            WHEN 'posted' THEN 3 WHEN 'receipt' THEN 4 WHEN 'destroyed' THEN 5 ELSE 0 END) BEGIN
    SELECT RAISE(ABORT, 'rule:custody_in_order');
END;

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
