-- How a room stands: its seats have a row and a column in `seat`; here is the rest of its plan.
-- A room without a row here needs no plan: its seats stand in fill order, six abreast.

CREATE TABLE room_plan (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    room_id INTEGER NOT NULL UNIQUE REFERENCES room(id),
    seat_rows INTEGER NOT NULL CHECK (seat_rows BETWEEN 1 AND 40),
    seat_cols INTEGER NOT NULL CHECK (seat_cols BETWEEN 1 AND 40),
    corner TEXT NOT NULL
        CHECK (corner IN ('front_left', 'front_right', 'back_left', 'back_right')),
    direction TEXT NOT NULL CHECK (direction IN ('rows', 'columns')),
    people TEXT NOT NULL CHECK (people IN ('number', 'name', 'measure')),
    exams TEXT NOT NULL CHECK (exams IN ('mixed', 'apart')),
    gap INTEGER NOT NULL CHECK (gap BETWEEN 0 AND 10),
    seat_cm INTEGER CHECK (seat_cm BETWEEN 20 AND 1000),
    row_cm INTEGER CHECK (row_cm BETWEEN 20 AND 1000)
) STRICT;
