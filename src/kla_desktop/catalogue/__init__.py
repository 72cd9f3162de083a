"""Floor 2, a shelf: indicators, slots and places read from data files."""
