-- What was handed to a printer or saved as a file and what stood on it, so that a paper that has
-- changed since is known (C-07): a sitting's, or a day's list. A log: nothing in it is overwritten. Names stand here as digests.
CREATE TABLE paper_print (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    sitting_id INTEGER REFERENCES sitting(id),
    day TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    paper TEXT NOT NULL CHECK (length(paper) BETWEEN 1 AND 40),
    at INTEGER NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('printer', 'file')),
    by_whom TEXT NOT NULL CHECK (length(by_whom) BETWEEN 1 AND 100),
    row_order TEXT NOT NULL CHECK (row_order IN ('number', 'name', 'seat')),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    facts TEXT NOT NULL CHECK (length(facts) <= 1000000),
    CHECK ((sitting_id IS NULL) <> (day IS NULL))
) STRICT;
CREATE INDEX paper_print_sitting ON paper_print(sitting_id, paper);
CREATE INDEX paper_print_day ON paper_print(day);
