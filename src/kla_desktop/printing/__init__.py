"""Floor 2, a shelf: paper. reportlab lives here and nowhere else."""
