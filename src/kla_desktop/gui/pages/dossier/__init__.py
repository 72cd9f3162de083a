"""What Laporan is made of: its choices, the pages as they will print, and where they go."""
