"""From settings to results on disk: batches, folders written whole, provenance."""
