"""The languages in which pages speak: marked sentences, their translations, names and numbers."""
