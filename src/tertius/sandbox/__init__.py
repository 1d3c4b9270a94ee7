"""Everything that somebody else's file may not do: converters shut in, archives unpacked within bounds."""
