"""Floor 2, a shelf: Excel files. xlsxwriter lives here and nowhere else."""
