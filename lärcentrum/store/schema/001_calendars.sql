-- Which event of a shared room's calendar a use of the room was read from, so that reading the
-- file again finds it. `occurrence` is the start of one of a series as planned (UTC minutes), 0
-- for an event that does not repeat.
CREATE TABLE calendar_use (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    room_id INTEGER NOT NULL REFERENCES room(id),
    room_use_id INTEGER NOT NULL UNIQUE REFERENCES room_use(id),
    event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 400),
    occurrence INTEGER NOT NULL,
    sequence INTEGER NOT NULL DEFAULT 0,
    UNIQUE (room_id, event, occurrence)
) STRICT;
