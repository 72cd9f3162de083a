"""Floor 5: the command line face (kla)."""
