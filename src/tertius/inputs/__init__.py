"""Checked rows as the typed tables that computation begins with."""
