-- The search index over students. Derived: kept true before each commit by people/search_index.py,
-- not journalled and not in the digest, and free of protected identities' own words.

-- `rank` is the place in Swedish name order, with gaps: FTS5 gives its hits in order of rowid, so
-- that hits come sorted and a search may stop at the fiftieth.
CREATE TABLE student_search (
    rank INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL UNIQUE,
    sort_key TEXT NOT NULL,
    words TEXT NOT NULL,
    pieces TEXT NOT NULL
) STRICT;
CREATE INDEX student_search_order ON student_search(sort_key, rank);
-- The whole register in order, without its texts.
CREATE INDEX student_search_place ON student_search(rank, student_id);

-- A number whose row is gone no longer tells whose it was.
CREATE TABLE student_search_number (
    number_id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE student_words USING fts5(
    words, content = 'student_search', content_rowid = 'rank', columnsize = 0, detail = none,
    prefix = '1 2 3 4 5 6', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE student_pieces USING fts5(
    pieces, content = 'student_search', content_rowid = 'rank', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
-- What is taken out leaves no trace in the index's pages.
INSERT INTO student_words(student_words, rank) VALUES ('secure-delete', 1);
INSERT INTO student_pieces(student_pieces, rank) VALUES ('secure-delete', 1);

CREATE INDEX student_ended ON student(id) WHERE ended_on IS NOT NULL;
CREATE INDEX student_protected ON student(protection) WHERE protection <> 'none';
CREATE INDEX identity_number_number ON identity_number(number);
