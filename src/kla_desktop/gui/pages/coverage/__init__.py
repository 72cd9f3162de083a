"""What Cakupan is made of: its choices, the model and table, the panel of one cell, adding and saving."""
