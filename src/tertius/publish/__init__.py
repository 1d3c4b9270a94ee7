"""All that is published of a case, in one go."""
