"""What determines the numbers of a run: parameters, scenarios, and how they are composed and checked."""
