"""A person decides on proposals: in the terminal, or on a page beside the atlas."""
