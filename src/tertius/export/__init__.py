"""What leaves in somebody else's format."""
