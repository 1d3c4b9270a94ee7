"""What would change a verdict: origins, sets of them, credit, draws."""
