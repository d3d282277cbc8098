"""Values: no I/O, no Qt, no clock."""
