"""The reference pages, written from the code: `python -m tertius.reference docs/reference`.

Tables, vocabularies, problems, measures, commands and settings say what they are where they are
declared. What no declaration says stands in sentences.yml, one sentence for each key.
"""
