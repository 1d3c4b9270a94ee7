"""What it takes to read a paper that comes as lines of plain text."""
