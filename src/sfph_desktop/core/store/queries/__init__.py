"""Lists and facts as SQL, returned as frozen values."""
