"""Tokens turned into palette, style sheet, icons and chart style."""
