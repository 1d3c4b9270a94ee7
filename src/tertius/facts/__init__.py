"""Rival claims become facts: what stands settled of each subject in a world."""
