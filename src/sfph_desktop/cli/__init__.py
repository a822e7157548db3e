"""The command sfph: the second face, beside the window."""
