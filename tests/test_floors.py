"""The floors of the package: imports go down only, siblings leave each other alone, spaCy and others stay behind a border."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"

FLOORS: dict[str, int] = {
    "errors": 0,
    "schema": 1,
    "settings": 1,
    "frameworks": 1,
    "store": 2,
    "cells": 2,
    "decisions": 3,
    "corpus": 3,
    "documents": 3,
    "extract": 3,
    "language": 3,
    "features": 3,
    "form": 3,
    "regression": 3,
    "reasons": 3,
    "model_files": 3,
    "network": 3,
    "model": 3,
    "versions": 3,
    "evaluate": 3,
    "words": 3,
    "keywords": 3,
    "notation": 3,
    "work": 3,
    "segment": 4,
    "classify": 4,
    "review": 4,
    "inventory": 4,
    "likeness": 4,
    "counts": 4,
    "figures": 4,
    "search": 4,
    "report": 4,
    "gate": 5,
    "card": 5,
    "retrain": 5,
    "language_training": 5,
    "commands": 6,
    "cli": 6,
}
# Families of modules on one floor that are one part of the program and may use each other.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"features", "form", "regression", "reasons", "model_files", "network", "model", "versions"}),
    frozenset({"settings", "schema", "frameworks"}),
    frozenset({"documents", "extract"}),
    frozenset({"words", "keywords"}),
    frozenset({"inventory", "likeness", "counts", "figures", "search", "report"}),
    frozenset({"gate", "card", "retrain"}),
    frozenset({"commands", "cli"}),
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline"):
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("pipeline.")}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_floors_below_and_from_its_own_family(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    wrong = []
    for other in imports_of(path) - {part}:
        family = any({part, other} <= members for members in FAMILIES)
        if not family and FLOORS[other] >= FLOORS[part]:
            wrong.append(other)
    assert wrong == []


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("spacy", {"language", "language_training", "network", "segment"}),
        ("sklearn", {"regression"}),
        ("pypdfium2", {"extract"}),
        ("pdfplumber", {"extract"}),
        ("docx", {"extract", "report"}),
        ("pptx", {"extract", "report"}),
        ("xlsxwriter", {"review", "report"}),
        ("openpyxl", {"extract", "review"}),
        ("rich", {"commands"}),
    ],
)
def test_a_foreign_library_enters_in_its_own_places_only(library: str, homes: set[str]) -> None:
    users = {part_of(path) for path in modules() if library in _top_imports(path)}
    assert users <= homes


def test_only_the_top_floor_prints_reads_the_clock_or_ends_the_program() -> None:
    calls = {"print", "exit", "now", "today", "time"}
    guilty = []
    for path in modules():
        if FLOORS.get(part_of(path), 6) >= 6 or part_of(path) == "language_training":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in calls and not (name == "time" and "worker" in path.name):
                    guilty.append(f"{path.name}: {name}")
    assert guilty == []


def test_every_module_on_the_map_exists_and_every_module_is_on_it() -> None:
    parts = {part_of(path) for path in modules()} - {"__init__"}
    assert parts == set(FLOORS)


def _top_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names)
