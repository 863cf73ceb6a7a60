-- The rooms that an exam is split over, in the order they are filled; an exam without rows here is
-- written wherever there is room.

CREATE TABLE exam_room (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    exam_id INTEGER NOT NULL REFERENCES exam(id),
    room_id INTEGER NOT NULL REFERENCES room(id),
    place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 1000),
    UNIQUE (exam_id, room_id),
    UNIQUE (exam_id, place)
) STRICT;
