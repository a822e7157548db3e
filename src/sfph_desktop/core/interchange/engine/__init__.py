"""The engines on which the network's desk collates: one within the program, or one that is there already.

`opening.open_engine("duckdb")` is what a desk uses by itself; `spark:local[2]`, `spark:spark://host:7077` and
`postgresql://host/name` are what an operator with a hundred thousand members may have. All of them understand the same
expressions (`core/toolkit/collation`). The libraries come with the extra `[network]`: nothing here is imported when the
program starts, and without them a plain sentence says how to have them.
"""
