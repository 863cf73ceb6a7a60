"""Lists of the register as files."""
