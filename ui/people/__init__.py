"""Students: the list, the page of one, the form, protected identities."""
