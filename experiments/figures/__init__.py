"""Pictures of a comparison: one module a kind of chart, ``style`` for what all share, ``pages`` for the list of them."""
