-- What a provider or one of its departments demands, rule by rule, each with its own source. A rule
-- that has no row here is followed: a department follows its provider, a provider the centre.

CREATE TABLE provider_rule (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    provider_id INTEGER NOT NULL REFERENCES provider(id),
    rule TEXT NOT NULL CHECK (rule IN ('lead', 'latest_entry', 'earliest_exit', 'earlier', 'later',
        'weekdays_only', 'digital', 'anonymous', 'note')),
    number INTEGER CHECK (number BETWEEN 0 AND 1440),
    word TEXT NOT NULL DEFAULT '' CHECK (length(word) <= 4000),
    source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 400),
    source_date TEXT CHECK (source_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CHECK ((number IS NULL) = (rule IN ('digital', 'note'))),
    CHECK (rule <> 'lead' OR (number <= 400 AND word IN ('days', 'working_days', 'months'))),
    CHECK (rule NOT IN ('latest_entry', 'earliest_exit') OR number <= 600),
    CHECK (rule <> 'earliest_exit' OR word IN ('local', 'ordinary')),
    CHECK (rule NOT IN ('weekdays_only', 'anonymous') OR number <= 1),
    CHECK (rule <> 'digital' OR word IN ('yes', 'no', 'if_told')),
    UNIQUE (provider_id, rule)
) STRICT;
