"""Läs in lista: choose a file, say which column is what, try it, read it in."""
