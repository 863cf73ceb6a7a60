"""The register of a learning centre: its rules and its storage, free of Qt."""

__version__ = "0.1.0"
