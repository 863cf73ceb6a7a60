-- Who holds what when: derived by the database itself, so that a room, a seat, a student and an
-- invigilator are never taken twice, whatever path a row comes by (window, import, undo, a script).
-- Accepted rows never overlap, so one look at the predecessor answers. What an owner holds is found
-- by its key, so no second index is written at each booking.

CREATE TABLE occupancy (
    resource TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    owner_kind TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    PRIMARY KEY (resource, starts)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER occupancy_free BEFORE INSERT ON occupancy
WHEN (SELECT ends FROM occupancy WHERE resource = new.resource AND starts < new.ends
      ORDER BY starts DESC LIMIT 1) > new.starts BEGIN
    SELECT RAISE(ABORT, 'overlap:' || new.resource);
END;

CREATE TRIGGER sitting_holds_insert AFTER INSERT ON sitting WHEN new.cancelled_at IS NULL BEGIN
    INSERT INTO occupancy VALUES ('room:' || new.room_id, new.starts_at - new.setup_min,
        new.ends_at + new.clearing_min, 'sitting', new.id);
END;
CREATE TRIGGER sitting_holds_update
AFTER UPDATE OF room_id, starts_at, ends_at, setup_min, clearing_min, cancelled_at ON sitting BEGIN
    DELETE FROM occupancy WHERE resource = 'room:' || old.room_id
        AND starts = old.starts_at - old.setup_min AND owner_kind = 'sitting' AND owner_id = old.id;
    INSERT INTO occupancy SELECT 'room:' || new.room_id, new.starts_at - new.setup_min,
        new.ends_at + new.clearing_min, 'sitting', new.id WHERE new.cancelled_at IS NULL;
END;
CREATE TRIGGER sitting_holds_delete AFTER DELETE ON sitting BEGIN
    DELETE FROM occupancy WHERE resource = 'room:' || old.room_id
        AND starts = old.starts_at - old.setup_min AND owner_kind = 'sitting' AND owner_id = old.id;
END;

CREATE TRIGGER room_use_holds_insert AFTER INSERT ON room_use
WHEN new.cancelled_at IS NULL AND new.preliminary = 0 BEGIN
    INSERT INTO occupancy VALUES
        ('room:' || new.room_id, new.starts_at, new.ends_at, 'room_use', new.id);
END;
CREATE TRIGGER room_use_holds_update
AFTER UPDATE OF room_id, starts_at, ends_at, preliminary, cancelled_at ON room_use BEGIN
    DELETE FROM occupancy WHERE resource = 'room:' || old.room_id AND starts = old.starts_at
        AND owner_kind = 'room_use' AND owner_id = old.id;
    INSERT INTO occupancy SELECT 'room:' || new.room_id, new.starts_at, new.ends_at, 'room_use',
        new.id WHERE new.cancelled_at IS NULL AND new.preliminary = 0;
END;
CREATE TRIGGER room_use_holds_delete AFTER DELETE ON room_use BEGIN
    DELETE FROM occupancy WHERE resource = 'room:' || old.room_id AND starts = old.starts_at
        AND owner_kind = 'room_use' AND owner_id = old.id;
END;

CREATE TRIGGER duty_holds_insert AFTER INSERT ON duty
WHEN new.cancelled_at IS NULL AND new.answer <> 'no' AND new.role <> 'reserve' BEGIN
    INSERT INTO occupancy VALUES
        ('invigilator:' || new.invigilator_id, new.starts_at, new.ends_at, 'duty', new.id);
END;
CREATE TRIGGER duty_holds_update
AFTER UPDATE OF invigilator_id, starts_at, ends_at, answer, role, cancelled_at ON duty BEGIN
    DELETE FROM occupancy WHERE resource = 'invigilator:' || old.invigilator_id
        AND starts = old.starts_at AND owner_kind = 'duty' AND owner_id = old.id;
    INSERT INTO occupancy SELECT 'invigilator:' || new.invigilator_id, new.starts_at, new.ends_at,
        'duty', new.id
        WHERE new.cancelled_at IS NULL AND new.answer <> 'no' AND new.role <> 'reserve';
END;
CREATE TRIGGER duty_holds_delete AFTER DELETE ON duty BEGIN
    DELETE FROM occupancy WHERE resource = 'invigilator:' || old.invigilator_id
        AND starts = old.starts_at AND owner_kind = 'duty' AND owner_id = old.id;
END;

-- A booking holds its seat and its person once the place is given and until it is refused,
-- cancelled or waits. A member of a concurrent pair holds the person through the pair.
CREATE VIEW booking_holding AS
SELECT id, student_id, seat_id, pair_id, starts_at, ends_at FROM booking
WHERE place_given_at IS NOT NULL AND refused_at IS NULL AND cancelled_at IS NULL
    AND waiting_since IS NULL;

CREATE TRIGGER booking_holds_insert AFTER INSERT ON booking WHEN new.place_given_at IS NOT NULL
    AND new.refused_at IS NULL AND new.cancelled_at IS NULL AND new.waiting_since IS NULL BEGIN
    INSERT INTO occupancy SELECT 'seat:' || new.seat_id, new.starts_at, new.ends_at,
        'booking', new.id WHERE new.seat_id IS NOT NULL;
    INSERT INTO occupancy SELECT 'student:' || new.student_id, new.starts_at, new.ends_at,
        'booking', new.id WHERE new.pair_id IS NULL;
END;
CREATE TRIGGER booking_pair_insert AFTER INSERT ON booking WHEN new.pair_id IS NOT NULL BEGIN
    DELETE FROM occupancy WHERE resource = 'student:' || new.student_id
        AND owner_kind = 'pair' AND owner_id = new.pair_id;
    INSERT INTO occupancy SELECT 'student:' || student_id, min(starts_at), max(ends_at), 'pair',
        pair_id FROM booking_holding WHERE pair_id = new.pair_id GROUP BY pair_id, student_id;
END;
CREATE TRIGGER booking_holds_update
AFTER UPDATE OF student_id, seat_id, pair_id, starts_at, ends_at, place_given_at, refused_at,
    cancelled_at, waiting_since ON booking BEGIN
    DELETE FROM occupancy
        WHERE resource IN ('seat:' || old.seat_id, 'student:' || old.student_id)
        AND starts = old.starts_at AND owner_kind = 'booking' AND owner_id = old.id;
    DELETE FROM occupancy
        WHERE resource IN ('student:' || old.student_id, 'student:' || new.student_id)
        AND owner_kind = 'pair' AND owner_id IN (old.pair_id, new.pair_id);
    INSERT INTO occupancy SELECT 'seat:' || seat_id, starts_at, ends_at, 'booking', id
        FROM booking_holding WHERE id = new.id AND seat_id IS NOT NULL;
    INSERT INTO occupancy SELECT 'student:' || student_id, starts_at, ends_at, 'booking', id
        FROM booking_holding WHERE id = new.id AND pair_id IS NULL;
    INSERT INTO occupancy SELECT 'student:' || student_id, min(starts_at), max(ends_at), 'pair',
        pair_id FROM booking_holding WHERE pair_id IN (old.pair_id, new.pair_id)
        GROUP BY pair_id, student_id;
END;
CREATE TRIGGER booking_holds_delete AFTER DELETE ON booking BEGIN
    DELETE FROM occupancy WHERE resource IN ('seat:' || old.seat_id, 'student:' || old.student_id)
        AND starts = old.starts_at AND owner_kind = 'booking' AND owner_id = old.id;
    DELETE FROM occupancy WHERE resource = 'student:' || old.student_id
        AND owner_kind = 'pair' AND owner_id = old.pair_id;
    INSERT INTO occupancy SELECT 'student:' || student_id, min(starts_at), max(ends_at), 'pair',
        pair_id FROM booking_holding WHERE pair_id = old.pair_id GROUP BY pair_id, student_id;
END;

-- Two run at once only while both providers approve and neither has extra time; once their times
-- part, the pair is parted too, or it would hold the person for all the time between.
CREATE TRIGGER booking_pair_allowed_insert AFTER INSERT ON booking
WHEN new.pair_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM booking_holding AS one JOIN booking_holding AS other
        ON other.pair_id = one.pair_id AND other.id <> one.id
    JOIN booking ON booking.id IN (one.id, other.id)
    WHERE one.id = new.id AND (one.starts_at >= other.ends_at OR other.starts_at >= one.ends_at
        OR booking.extra_min > 0 OR booking.provider_approved_at IS NULL)) BEGIN
    SELECT RAISE(ABORT, 'rule:not_at_once');
END;
-- A pair is two, of one person.
CREATE TRIGGER booking_pair_two_insert AFTER INSERT ON booking
WHEN new.pair_id IS NOT NULL AND ((SELECT count(*) FROM booking_holding
        WHERE pair_id = new.pair_id) > 2
    OR EXISTS (SELECT 1 FROM booking_holding WHERE pair_id = new.pair_id
        AND student_id <> new.student_id)) BEGIN
    SELECT RAISE(ABORT, 'rule:not_at_once');
END;
CREATE TRIGGER booking_pair_two_update
AFTER UPDATE OF pair_id, student_id, place_given_at, waiting_since, cancelled_at, refused_at
ON booking WHEN new.pair_id IS NOT NULL AND ((SELECT count(*) FROM booking_holding
        WHERE pair_id = new.pair_id) > 2
    OR EXISTS (SELECT 1 FROM booking_holding WHERE pair_id = new.pair_id
        AND student_id <> new.student_id)) BEGIN
    SELECT RAISE(ABORT, 'rule:not_at_once');
END;
CREATE TRIGGER booking_pair_allowed
AFTER UPDATE OF pair_id, starts_at, ends_at, extra_min, provider_approved_at, place_given_at,
    waiting_since, cancelled_at, refused_at ON booking
WHEN new.pair_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM booking_holding AS one JOIN booking_holding AS other
        ON other.pair_id = one.pair_id AND other.id <> one.id
    JOIN booking ON booking.id IN (one.id, other.id)
    WHERE one.id = new.id AND (one.starts_at >= other.ends_at OR other.starts_at >= one.ends_at
        OR booking.extra_min > 0 OR booking.provider_approved_at IS NULL)) BEGIN
    SELECT RAISE(ABORT, 'rule:not_at_once');
END;

-- A person has one living booking of an exam.
CREATE TRIGGER booking_once_insert BEFORE INSERT ON booking
WHEN new.cancelled_at IS NULL AND new.refused_at IS NULL AND EXISTS (
    SELECT 1 FROM booking WHERE student_id = new.student_id AND exam_id = new.exam_id
    AND cancelled_at IS NULL AND refused_at IS NULL) BEGIN
    SELECT RAISE(ABORT, 'rule:booked_twice');
END;
CREATE TRIGGER booking_once_update
BEFORE UPDATE OF student_id, exam_id, cancelled_at, refused_at ON booking
WHEN new.cancelled_at IS NULL AND new.refused_at IS NULL AND EXISTS (
    SELECT 1 FROM booking WHERE student_id = new.student_id AND exam_id = new.exam_id
    AND cancelled_at IS NULL AND refused_at IS NULL AND id <> new.id) BEGIN
    SELECT RAISE(ABORT, 'rule:booked_twice');
END;

-- A seat belongs to the sitting's room, and the room holds no more than it has exam seats.
CREATE TRIGGER booking_seat_insert BEFORE INSERT ON booking WHEN new.seat_id IS NOT NULL AND
    (SELECT room_id FROM seat WHERE id = new.seat_id)
    IS NOT (SELECT room_id FROM sitting WHERE id = new.sitting_id) BEGIN
    SELECT RAISE(ABORT, 'rule:seat_in_room');
END;
CREATE TRIGGER booking_seat_update BEFORE UPDATE OF seat_id, sitting_id ON booking
WHEN new.seat_id IS NOT NULL AND (SELECT room_id FROM seat WHERE id = new.seat_id)
    IS NOT (SELECT room_id FROM sitting WHERE id = new.sitting_id) BEGIN
    SELECT RAISE(ABORT, 'rule:seat_in_room');
END;
CREATE TRIGGER booking_fits_insert AFTER INSERT ON booking WHEN new.place_given_at IS NOT NULL
    AND (SELECT count(*) FROM booking b WHERE b.sitting_id = new.sitting_id
         AND b.place_given_at IS NOT NULL AND b.refused_at IS NULL AND b.cancelled_at IS NULL
         AND b.waiting_since IS NULL)
      > (SELECT capacity FROM room JOIN sitting ON room.id = sitting.room_id
         WHERE sitting.id = new.sitting_id) BEGIN
    SELECT RAISE(ABORT, 'rule:room_full');
END;
CREATE TRIGGER booking_fits_update
AFTER UPDATE OF sitting_id, place_given_at, refused_at, cancelled_at, waiting_since ON booking
WHEN new.place_given_at IS NOT NULL
    AND (SELECT count(*) FROM booking b WHERE b.sitting_id = new.sitting_id
         AND b.place_given_at IS NOT NULL AND b.refused_at IS NULL AND b.cancelled_at IS NULL
         AND b.waiting_since IS NULL)
      > (SELECT capacity FROM room JOIN sitting ON room.id = sitting.room_id
         WHERE sitting.id = new.sitting_id) BEGIN
    SELECT RAISE(ABORT, 'rule:room_full');
END;

-- A room is not made smaller under the sittings to come. What had ended before the last operation
-- of the log is past too: the register may be told another day than the computer's.
CREATE TRIGGER room_keeps_bookings BEFORE UPDATE OF capacity ON room
WHEN new.capacity < old.capacity AND EXISTS (
    SELECT 1 FROM sitting JOIN booking ON booking.sitting_id = sitting.id
    WHERE sitting.room_id = new.id AND sitting.cancelled_at IS NULL
        AND sitting.ends_at > unixepoch() / 60
        AND sitting.ends_at > (SELECT at_ms / 60000 FROM operation ORDER BY id DESC LIMIT 1)
        AND booking.place_given_at IS NOT NULL AND booking.refused_at IS NULL
        AND booking.cancelled_at IS NULL AND booking.waiting_since IS NULL
    GROUP BY sitting.id HAVING count(*) > new.capacity) BEGIN
    SELECT RAISE(ABORT, 'rule:room_smaller');
END;
