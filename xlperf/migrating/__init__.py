"""A submission read from any file → the current template with every value in it, and a record of where each one went."""
