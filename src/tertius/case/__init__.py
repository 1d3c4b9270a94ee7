"""A case as a folder on disk: read it, check it, write it, begin a new one."""
