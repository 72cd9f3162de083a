"""The object store of a secretariat: who we are there, objects sent, brought back, looked after."""
