-- A booking with a place lies within its sitting, on every path: an undo out of turn could else
-- bring a booking back into a sitting that has moved on, or been called off, meanwhile.

CREATE TRIGGER booking_in_sitting_insert BEFORE INSERT ON booking
WHEN new.place_given_at IS NOT NULL AND new.refused_at IS NULL AND new.cancelled_at IS NULL
    AND new.waiting_since IS NULL AND NOT EXISTS (
        SELECT 1 FROM sitting WHERE id = new.sitting_id AND cancelled_at IS NULL
        AND starts_at <= new.starts_at AND ends_at >= new.ends_at) BEGIN
    SELECT RAISE(ABORT, 'rule:outside_sitting');
END;
CREATE TRIGGER booking_in_sitting_update BEFORE UPDATE OF sitting_id, starts_at, ends_at,
    place_given_at, refused_at, cancelled_at, waiting_since ON booking
WHEN new.place_given_at IS NOT NULL AND new.refused_at IS NULL AND new.cancelled_at IS NULL
    AND new.waiting_since IS NULL AND NOT EXISTS (
        SELECT 1 FROM sitting WHERE id = new.sitting_id AND cancelled_at IS NULL
        AND starts_at <= new.starts_at AND ends_at >= new.ends_at) BEGIN
    SELECT RAISE(ABORT, 'rule:outside_sitting');
END;

CREATE TRIGGER sitting_keeps_bookings BEFORE UPDATE OF starts_at, ends_at, cancelled_at ON sitting
WHEN EXISTS (
    SELECT 1 FROM booking WHERE sitting_id = new.id AND place_given_at IS NOT NULL
    AND refused_at IS NULL AND cancelled_at IS NULL AND waiting_since IS NULL
    AND (new.cancelled_at IS NOT NULL OR starts_at < new.starts_at OR ends_at > new.ends_at)) BEGIN
    SELECT RAISE(ABORT, 'rule:outside_sitting');
END;

-- Another room has seats enough, and none of the seats that were given is in the old one.
CREATE TRIGGER sitting_room_fits BEFORE UPDATE OF room_id ON sitting
WHEN (SELECT count(*) FROM booking WHERE sitting_id = new.id AND place_given_at IS NOT NULL
        AND refused_at IS NULL AND cancelled_at IS NULL AND waiting_since IS NULL)
    > (SELECT capacity FROM room WHERE id = new.room_id) BEGIN
    SELECT RAISE(ABORT, 'rule:room_full');
END;
CREATE TRIGGER sitting_room_has_seats BEFORE UPDATE OF room_id ON sitting
WHEN EXISTS (
    SELECT 1 FROM booking JOIN seat ON seat.id = booking.seat_id
    WHERE booking.sitting_id = new.id AND seat.room_id <> new.room_id
    AND booking.refused_at IS NULL AND booking.cancelled_at IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:seat_in_room');
END;
