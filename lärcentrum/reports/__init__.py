"""Lists and statistics of the register as files."""
