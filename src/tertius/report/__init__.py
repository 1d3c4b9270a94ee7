"""The report of a case: its report.md as Word, PDF and HTML, with real footnotes."""
