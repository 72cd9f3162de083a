"""Floor 2, a shelf: what has arrived in a folder and has settled."""
