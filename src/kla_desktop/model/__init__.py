"""Floor 0: frozen values and pure rules; standard library only. Everybody looks down on it, it looks at nobody."""
