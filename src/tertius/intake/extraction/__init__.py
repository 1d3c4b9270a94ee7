"""Rows proposed from the sentences of a paper."""
