"""Choices, and released figures on the screen with all that stands beside them."""
