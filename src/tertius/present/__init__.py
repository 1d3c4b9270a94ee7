"""Words and drawings that atlas, report and terminal share."""
