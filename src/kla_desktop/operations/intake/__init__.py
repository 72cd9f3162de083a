"""What `ingest` is made of: paths, one file, and what one commit holds."""
