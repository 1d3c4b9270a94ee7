"""What is not so today: scenarios read, and a case as it would be in one."""
