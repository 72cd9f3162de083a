"""Floor 3: one verb a file, shaped verb(ws, request, progress) -> result. Only this floor combines shelves."""
