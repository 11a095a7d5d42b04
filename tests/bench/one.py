"""One measurement in a process of its own: ``python -m tests.bench.one MODULE FUNCTION [ARGUMENT…]`` prints JSON lines."""

import importlib
import json
import sys
from dataclasses import asdict

from pipeline.errors import LokaleFotoError


def main(module: str, function: str, *arguments: str) -> None:
    """Run the measurement and print its figures; only its own module is loaded, so that peak memory is its own."""
    try:
        figures = getattr(importlib.import_module(f"tests.bench.{module}"), function)(*arguments)
    except LokaleFotoError as error:
        sys.exit(f"\nFout: {error}")
    for figure in figures:
        print(json.dumps(asdict(figure)))


if __name__ == "__main__":
    main(*sys.argv[1:])
