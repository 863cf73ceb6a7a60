"""Today: the day's sittings, attendance, and what is to be done."""
