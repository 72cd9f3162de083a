"""The parts of Beranda: what to do, progress, what was done, watched folders."""
