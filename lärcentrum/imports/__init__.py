"""Bring in the centre's own lists, from Excel or CSV: choose, map, dry run, live run."""
