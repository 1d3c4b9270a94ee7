"""Findings in other choices of evidence."""
