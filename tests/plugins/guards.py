"""Guards over the whole suite: no network, no unexpected log record."""
