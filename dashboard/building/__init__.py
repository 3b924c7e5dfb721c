"""A release is built: contributions are summed by group and pass the disclosure rules."""
