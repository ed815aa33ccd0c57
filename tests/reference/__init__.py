"""A second implementation of the model, written from docs/model.md alone: slow, plain Mesa code to compare against."""
