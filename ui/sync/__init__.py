"""Månadsfil: close a month, see what leaves, make the file, hand it over, read the receipt."""
