"""The published pages: static files that open from disk, on a phone and on paper."""
