"""The settings: the centre, its users, rooms and back-ups."""
