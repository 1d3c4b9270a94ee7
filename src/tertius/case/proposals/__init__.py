"""Rows that somebody proposes for a case, until a person decides."""
