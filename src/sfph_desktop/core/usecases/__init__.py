"""What people come to do: one function per task; the only place where spokes meet."""
