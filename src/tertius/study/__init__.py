"""A case, run."""
