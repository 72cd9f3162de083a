"""Floor 1: the outside world (clock, files, drives, worker processes) behind small doors."""
