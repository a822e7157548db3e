"""Case studies told: what the record says as sentences, and the document of it."""
