"""The rules, one small function each; a file holds those that read the same kind of evidence."""
