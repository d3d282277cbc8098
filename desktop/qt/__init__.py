"""Qt plumbing that knows no news and no widgets."""
