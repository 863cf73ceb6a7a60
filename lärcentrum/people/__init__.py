"""Students, identity numbers, protected identities, users and rights."""
