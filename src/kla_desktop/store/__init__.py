"""Floor 2, a shelf: the encrypted library (journal, projections, objects, search). SQL lives here and nowhere else."""
