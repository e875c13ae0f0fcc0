"""Live data from outside: fetched with care, read by one of several readers, kept with its time."""
