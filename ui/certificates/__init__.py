"""Certificates: issue, preview, print, save, withdraw, check."""
