"""Voorbeeldegem: an invented municipality whose documents ship with the program and are the oracle of its tests."""
