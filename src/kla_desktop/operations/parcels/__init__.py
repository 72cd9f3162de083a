"""Sealed bundles as files: made and opened by workers that know neither library nor secrets."""
