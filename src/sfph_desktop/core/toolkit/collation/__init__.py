"""The network's figures as relational expressions: written once, run by DuckDB, Spark or PostgreSQL as they are.

Nothing here opens anything: every function takes tables of Ibis and gives one. **Every sum is over whole numbers or
decimals**, never over binary fractions, and a place in an order is found by counting rows; so no result depends on the
order in which an engine takes rows, nor on an engine's own idea of a quantile, and all agree to the last digit.

In the order of the work: `tables` (what comes in), `values` (whose return counts, and each member's own value),
`spread` (quartiles), `totals`, `told` (what may be said of them), `positions` (where each member stands).
"""
