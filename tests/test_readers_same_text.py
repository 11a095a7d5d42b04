"""One text, many formats: the blocks are the same; and each format puts its own furniture aside."""

from html import escape
from pathlib import Path

import pytest

from tests.extraction_rig import blocks, outline
from tests.voorbeeldegem import small_documents
from tests.voorbeeldegem.content import Document, join, load, read_document
from tests.voorbeeldegem.docx_documents import beleidsverklaring_docx
from tests.voorbeeldegem.web_documents import webpagina_html


def texts(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind.rstrip("0123456789"), text) for kind, text in found]


def small() -> list[Document]:
    return [read_document(raw) for raw in load("kleine_teksten.toml")["document"]]


@pytest.mark.parametrize("document", small(), ids=lambda document: document.name)
def test_a_small_text_gives_the_same_blocks_in_every_format(document: Document, tmp_path: Path) -> None:
    html = _html(document)
    expected = texts(outline(blocks(tmp_path, "x.html", html)))
    assert len(expected) > 5
    assert texts(outline(blocks(tmp_path, "x.odt", small_documents.odt(document)))) == expected
    assert texts(outline(blocks(tmp_path, "x.md", small_documents.markdown(document)))) == expected
    if not any(block.kind == "kop2" for block in document.blocks):
        assert texts(outline(blocks(tmp_path, "x.txt", small_documents.txt(document)))) == expected


def _html(document: Document) -> str:

    parts = [f"<h1>{escape(document.keys['titel'])}</h1>"]
    for block in document.blocks:
        if block.kind == "kop2":
            parts.append(f"<h2>{escape(join(block.texts))}</h2>")
        elif block.kind == "opsomming":
            parts.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in block.texts) + "</ul>")
        else:
            parts.append(f"<p>{escape(join(block.texts))}</p>")
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>"


def test_the_coalition_agreement_is_the_same_in_word_and_in_html(tmp_path: Path) -> None:
    document = read_document(load("beleidsverklaring.toml"))
    in_word = texts(outline(blocks(tmp_path, "x.docx", beleidsverklaring_docx(document))))
    body = "".join(
        f"<{'h2' if kind == 'kop' else 'p'}>{text}</{'h2' if kind == 'kop' else 'p'}>"
        for kind, text in in_word
        if kind != "punt"
    )
    in_html = texts(outline(blocks(tmp_path, "x.html", f"<html><body>{body}</body></html>")))
    assert in_html == [line for line in in_word if line[0] != "punt"]


def test_the_web_page_keeps_its_content_and_sets_its_furniture_aside(tmp_path: Path) -> None:
    document = read_document(load("webpagina.toml"))
    found = blocks(tmp_path, "x.html", webpagina_html(document))
    kept = " ".join(block.text for block in found if block.kind != "aside")
    aside = " ".join(block.text for block in found if block.kind == "aside")
    assert [action.text for action in document.actions if action.text not in kept] == []
    assert [
        part for part in ("cookies", "Hoofdmenu", "Privacyverklaring", "Openingsuren", "Kruimelpad") if part in kept
    ] == []
    assert "cookies" in aside
    assert "Privacyverklaring" in aside
