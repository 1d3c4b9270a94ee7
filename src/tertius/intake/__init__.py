"""Reading what others wrote: papers, footnotes and bibliographies, and the rows that they suggest."""
