"""Region: which centres have sent their months, and reading their files in."""
