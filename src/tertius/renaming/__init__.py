"""An id that becomes another, in every file of a case that names it."""
