"""What is made of values a replication: intervals, paired differences, their two parts. Nothing here runs the model."""
