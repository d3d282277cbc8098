"""Values: no I/O but of shipped lists, no Qt, no clock."""
