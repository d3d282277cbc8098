"""From an address to bytes."""
