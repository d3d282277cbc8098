"""From bytes to a ParsedFeed; pure."""
