"""What each command does: read the arguments, call one function, print."""
