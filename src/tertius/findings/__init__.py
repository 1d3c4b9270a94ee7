"""Findings: statements with what must hold for them, judged in a world."""
