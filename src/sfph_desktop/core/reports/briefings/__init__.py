"""One evidence for several readers: briefings, the poster, the slides, and the report twelve months on."""
