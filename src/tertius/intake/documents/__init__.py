"""A paper from a file: its text, its sections, its notes."""
