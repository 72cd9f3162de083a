"""Dialogs and wizards; none of them stands between a key and its deed."""
