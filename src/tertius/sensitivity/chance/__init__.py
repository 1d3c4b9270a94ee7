"""What the test of a finding risked: how often it would come out the same by chance."""
