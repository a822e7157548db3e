"""The frame: side bar, search, places."""
