"""Everything that produces output for a person: commands, comparisons, files."""
