"""The monthly file: its format, keys, export and receipts."""
