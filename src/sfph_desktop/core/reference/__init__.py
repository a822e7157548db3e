"""Dated facts, shipped or loaded, never typed into code."""
