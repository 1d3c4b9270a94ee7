"""Ideal points: one place for each state and session, from how it voted (Bailey, Strezhnev and Voeten 2017)."""
