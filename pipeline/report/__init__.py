"""The outputs of the lokale foto, one module each; all numbers in them come from ``pipeline.figures``."""
