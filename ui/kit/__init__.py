"""What every page is built of: look, tables, forms, jobs, messages."""
