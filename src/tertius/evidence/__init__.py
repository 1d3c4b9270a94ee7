"""What evidence is made of: one file per table, and the dates, money, codes and words that they share."""
