"""What the documentation says is true: commands, options, links, columns, messages, examples in the code. ``python -m tests.test_docs`` renews the help."""

import argparse
import ast
import doctest
import importlib
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import parser
from pipeline.frameworks import load_frames
from pipeline.review.columns import columns
from pipeline.schema import BRONTYPES
from pipeline.settings import SETTINGS_FILE, load_settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "HANDLEIDING.md", "CHANGELOG.md")}
HELP = re.compile(r"(<!-- help: .*? -->\n```text\n)(.*?)(```\n<!-- /help -->)", re.DOTALL)
MOST_BYTES = 150_000


EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("module", EXAMPLES)
def test_the_examples_in_the_code_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert not result.failed


def subcommands() -> dict[str, argparse.ArgumentParser]:
    chosen = [action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(chosen[0])


def help_texts() -> str:
    """The help of the program and of each command, as wide as the README likes it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "110"
    try:
        texts = [parser().format_help(), *(one.format_help() for one in subcommands().values())]
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(texts)


def blocks(page: str, *languages: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```", PAGES[page], re.DOTALL | re.MULTILINE)
    return [body for language, body in found if language in languages]


def commands(page: str) -> Iterator[str]:
    """Every line of a shell block and every piece of code in the text."""
    for body in blocks(page, "sh", "bat"):
        for line in body.splitlines():
            yield from (part.split("  #")[0].strip() for part in line.split("&&"))
    without = re.sub(r"^```.*?^```", "", PAGES[page], flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"`([^`\n]+)`", without)


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", PAGES[page], re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


def program_texts() -> str:
    """All texts in the code, those of f-strings in pieces."""
    pieces = []
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                pieces.append("".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                pieces.append(node.value)
    return "\n".join(pieces)


def test_the_help_in_the_readme_is_that_of_the_program() -> None:
    found = HELP.search(PAGES["README.md"])
    assert found
    # Versions of Python break lines at other places.
    assert found[2].split() == help_texts().split(), "run: python -m tests.test_docs"


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for command in commands(page):
        if command.startswith("make "):
            named = [word for word in command.split()[1:] if "=" not in word and re.fullmatch(r"[a-z-]+", word)]
            assert set(named) <= targets, command


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_shown_is_understood(page: str) -> None:
    shown = [found[1] for command in commands(page) if (found := re.match(r"(?:.*[\\/])?lokale-foto (.+)", command))]
    for arguments in shown:
        words = shlex.split(arguments.replace("\\", "/"))
        if words[0] in subcommands() and "--help" not in words:
            parser().parse_args(words)
        else:
            assert words[0] in subcommands() or words[0] == "--help", arguments


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        path, _, anchor = target.partition("#")
        assert not path or (ROOT / path).exists(), target
        assert not anchor or anchor in anchors(path or page), target


def test_every_picture_is_small_and_shown() -> None:
    shown = {target for text in PAGES.values() for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)}
    pictures = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in (ROOT / "docs").glob("*.png")}
    assert set(pictures) == shown
    assert max(pictures.values()) < MOST_BYTES


def test_the_manual_explains_every_column_in_the_order_of_the_sheet() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGES["HANDLEIDING.md"].split("## 5.")[1].split("## 6.")[0], re.MULTILINE)
    assert tuple(explained) == columns(load_frames())


def test_the_manual_names_every_kind_of_source() -> None:
    kinds = re.findall(r"^\| `(\w+)` \|", PAGES["HANDLEIDING.md"].split("## 2.")[1].split("## 3.")[0], re.MULTILINE)
    assert kinds == list(BRONTYPES)


def test_the_messages_that_the_manual_explains_are_those_of_the_program() -> None:
    said = program_texts()
    for section in ("## 6.", "## 12."):
        table = PAGES["HANDLEIDING.md"].split(section)[1].split("\n## ")[0]
        cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        assert cells
        for message in (message for cell in cells for message in re.findall(r"`([^`]+)`", cell)):
            assert message in said or message.startswith("lokale-foto"), message


def test_the_settings_in_the_readme_are_accepted(tmp_path: Path) -> None:
    (example,) = blocks("README.md", "toml")
    (tmp_path / SETTINGS_FILE).write_text(example, encoding="utf-8")
    settings = load_settings(tmp_path)
    assert settings.reviewer
    assert list(load_frames(settings.frames)) == list(settings.frames)


def test_the_json_in_the_readme_is_json() -> None:
    for example in blocks("README.md", "json"):
        assert json.loads(example)


def test_the_manual_and_the_program_agree_on_python() -> None:
    asked = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert asked
    assert all(f"Python {asked[1]}" in PAGES[page] for page in ("README.md", "HANDLEIDING.md"))


def renew() -> None:
    """Write the help of today into the README."""
    text = HELP.sub(lambda found: found[1] + help_texts() + found[3], PAGES["README.md"])
    (ROOT / "README.md").write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    renew()
