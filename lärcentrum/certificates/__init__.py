"""Certificates: issue, number, seal, verify, withdraw."""
