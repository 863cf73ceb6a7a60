"""The signs of codes that people read aloud and type."""

# Of each group that is misread (0OQD, 1IL, 2Z, 5S, 8B, 6G, UV) at most one sign stands here.
ALPHABET = "34679ACEFHJKMNPRTUWXY"
