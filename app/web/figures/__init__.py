"""Charts: pure functions from data to figures, written as plain dictionaries.

``plotly.graph_objects`` validates every attribute on each request, which takes eight
times as long as serving the dictionary it ends up with.
"""
