"""Every problem of a case that needs more than one cell to see."""
