"""Exams: the list of bookings, one booking at the right, the booking form."""
