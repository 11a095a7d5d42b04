"""How fast the program is and how much memory it takes; ``python -m tests.bench [PDF…]`` prints the tables."""
