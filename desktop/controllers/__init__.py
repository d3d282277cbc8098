"""State and signals, no widgets."""
