"""How far two coders of one case agree."""
