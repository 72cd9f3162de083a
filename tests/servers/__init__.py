"""Real servers for tests: on 127.0.0.1, on free ports, in a folder of their own, ended by their process id."""
