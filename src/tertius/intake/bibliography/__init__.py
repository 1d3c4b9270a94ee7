"""Sources from Zotero, BibTeX, BibLaTeX or RIS."""
