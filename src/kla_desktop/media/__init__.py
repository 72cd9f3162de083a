"""Floor 2, a shelf: what is in a file (kind, time, place, text, preview), found out in worker processes."""
