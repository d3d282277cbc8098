"""ZeelandNet Desktop: foreign news and webmail in one calm native window."""
