"""Evidence that does not fit together: rules that look for it, and what people say explains it."""
