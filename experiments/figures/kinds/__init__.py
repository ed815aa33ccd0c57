"""The kinds of figures: one module each, with a ``KIND`` that says what it needs and draws. A new module is a new kind."""
