"""The one door to the register: open, lock, encrypt, migrate, write, journal, undo, back up."""
