"""Layout readers: each knows one format, and hands over blocks of text and the notes as printed."""
