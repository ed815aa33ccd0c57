"""Pictures of results: ``gallery`` holds one YAML file a figure, ``kinds`` one module a kind of figure.

``drawn`` is the way in; it imports matplotlib only once something is to be drawn.
"""
