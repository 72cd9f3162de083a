"""Floor 2, a shelf: keys, signatures, encryption. Cryptography libraries live here and nowhere else."""
