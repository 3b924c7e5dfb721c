"""Released cells as sentences, names and tables."""
