"""The three steps of the first run."""
