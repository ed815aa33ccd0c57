"""How a month and a run happen: the state, the phases, the measures, and the settings they need."""
