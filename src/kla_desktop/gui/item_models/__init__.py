"""Qt item models over the rows that `operations.browse` reads."""
