"""What is made of results: intervals, differences, their parts, regions, robustness."""
