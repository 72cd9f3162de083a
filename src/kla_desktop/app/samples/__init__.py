"""Sample evidence of our own making, drawn and written at run time, for the demo, the first run and the tests."""
