"""A sample enterprise, invented and the same for the same seed: a laundry, a lunch club and befriending in Scotland."""
