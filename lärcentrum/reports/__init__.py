"""Lists and statistics out of the register."""
