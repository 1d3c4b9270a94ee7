"""Roll calls compared: how alike states vote, how sure that is, and on which scale they stand."""
