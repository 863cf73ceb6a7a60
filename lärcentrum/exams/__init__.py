"""Providers, rooms, exams, sittings, bookings, invigilators and working days."""
