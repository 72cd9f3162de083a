"""Floor 3: one verb a file, each of the shape verb(ws, request, progress) -> result. The only floor that combines shelves."""
