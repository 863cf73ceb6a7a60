"""A register's home: a folder, often on the net, that a lease and verified copies lie in."""
