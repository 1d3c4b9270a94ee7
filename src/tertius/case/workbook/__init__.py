"""A case as a workbook, both ways."""
