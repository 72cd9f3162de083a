"""Floor 5: the window. PySide6 lives here and nowhere else."""
