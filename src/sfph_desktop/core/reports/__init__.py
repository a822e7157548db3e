"""The telling: report data first, drawing last."""
