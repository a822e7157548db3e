"""The rules of PDF/UA-1 that a machine can check, by what they look at. `check.py` is the way in."""
