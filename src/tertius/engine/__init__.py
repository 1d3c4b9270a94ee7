"""Tables computed by a database, in many worlds at once; knows nothing of the field."""
