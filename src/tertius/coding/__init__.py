"""One engagement as a person states it becomes rows: read as people write, checked, written, undone in one step."""
