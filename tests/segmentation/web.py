"""What is read in a browser or mail program: a decision list as linked data, a theme page with accordions, a newsletter."""

from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from itertools import groupby

from tests.segmentation.markup import Block, Content

VOCABULARIES = (
    "eli: http://data.europa.eu/eli/ontology# prov: http://www.w3.org/ns/prov# "
    "besluit: http://data.vlaanderen.be/ns/besluit# dc: http://purl.org/dc/terms/"
)
BASE = "https://besluiten.zilverloo.example/id"


def decision_list(content: Content) -> bytes:
    """Agenda points as `besluit:BehandelingVanAgendapunt` with title, articles and votes, attendance on top."""
    parts = [_decision_block(block, number) for number, block in enumerate(content.blocks)]
    page = f"""<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>{escape(content.title)}</title>
<style>.punt{{margin:1em 0}}.stemming{{color:#555}}</style></head>
<body class="besluitenlijst"><header class="kop"><a href="/">Raadpleegomgeving</a> <a href="/zoeken">Zoeken</a>
<a href="/kalender">Kalender</a> <a href="/help">Help</a></header>
<div prefix="{VOCABULARIES}" typeof="foaf:Document" resource="{BASE}/besluitenlijsten/2506">
<h1 property="eli:title">{escape(content.title)}</h1>
{chr(10).join(parts)}
</div><footer><a href="/toegankelijkheid">Toegankelijkheid</a> <a href="/cookies">Cookies</a> versie 4.12.1</footer>
</body></html>
"""
    return page.encode("utf-8")


def _decision_block(block: Block, number: int) -> str:
    text = escape(block.text)
    if block.kind == "lijst":
        head, names = (escape(cell) for cell in block.cells)
        people = "".join(f'<li property="besluit:heeftAanwezige">{name.strip()}</li>' for name in names.split(","))
        return f"<section class='aanwezigen'><h4>{head}</h4><ul>{people}</ul></section>"
    if block.kind == "punt":
        return (
            f'<div class="punt" typeof="besluit:BehandelingVanAgendapunt" resource="{BASE}/behandelingen/{number}">'
            f'<span property="besluit:openbaar" content="true"></span><h3 class="besluit_titel">'
            f'<span property="eli:title" datatype="xsd:string">{text}</span></h3></div>'
        )
    if block.kind == "besluit":
        return (
            f'<div property="prov:generated" typeof="besluit:Besluit" resource="{BASE}/besluiten/{number}">'
            f'<div property="eli:has_part" typeof="besluit:Artikel"><span property="eli:number">Artikel 1</span>'
            f'<div property="prov:value" datatype="rdf:HTML"><p>{text}</p></div></div></div>'
        )
    if block.kind == "stem":
        return f'<div class="stemming" typeof="besluit:Stemming"><strong>Stemming</strong> <span>{text}</span></div>'
    if block.kind == "deel":
        return f"<h2>{text}</h2>"
    return f"<p class='{block.kind}'>{text}</p>"


def theme_page(content: Content) -> bytes:
    """Accordions as `details`, bullets, a mega menu before and a footer after."""
    menu = "".join(
        f"<li><a href='#'>{group}</a><ul>{''.join(f'<li><a href=#>{x}</a></li>' for x in items)}</ul></li>"
        for group, items in (
            ("Leven en welzijn", ("Rijbewijs", "Identiteitskaart", "Adreswijziging", "Huwelijk")),
            ("Omgeving", ("Omgevingsvergunning", "Groen en proper", "Afvalkalender", "Melding maken")),
            ("Vrije tijd", ("Zaal huren", "Uitleendienst", "Verenigingen", "UiT-kalender")),
        )
    )
    intro = "".join(f"<p class='lead'>{escape(b.text)}</p>" for b in content.blocks if b.kind == "p")
    intro = intro[: intro.index("</p>") + 4]
    page = f"""<!DOCTYPE html>
<html lang="nl-BE"><head><meta charset="utf-8"><title>{escape(content.title)} - Hazelgoor</title></head>
<body><div class="cookie-melding">Deze website gebruikt cookies om je surfervaring te verbeteren. <a href="#">Meer info</a>
<button>Akkoord</button></div>
<header><a href="/"><img src="wapen.png" alt="Wapenschild"></a><nav><ul>{menu}</ul></nav>
<form role="search"><input placeholder="Zoek op de website"></form></header>
<div class="breadcrumb"><a href="/">Startpagina</a> &gt; <a href="#">Omgeving</a> &gt; {escape(content.title)}</div>
<article><h1>{escape(content.title)}</h1>{intro}
{_accordions(content)}
<h2>Contact</h2><address>Team Omgeving, Dreef 2, 9997 Hazelgoor<br>omgeving@hazelgoor.example | 090 00 00 01</address>
<p>Open op maandag en donderdag van 9 tot 12 uur, woensdag van 14 tot 19 uur.</p>
<form><label>Vond je wat je zocht?</label><button>Ja</button><button>Nee</button></form></article>
<aside><h3>Zie ook</h3><ul><li><a href="#">Ophaalkalender</a></li><li><a href="#">Geluidshinder</a></li></ul></aside>
<footer>Volg ons op Instagram | Disclaimer | Privacy | &copy; Hazelgoor | laatst bijgewerkt op 12/09/2025</footer>
</body></html>
"""
    return page.encode("utf-8")


def _accordions(content: Content) -> str:
    parts: list[str] = []
    first = next(n for n, block in enumerate(content.blocks) if block.kind == "acc")
    for kind, group in groupby(content.blocks[first:], key=lambda block: block.kind):
        texts = [escape(block.text) for block in group]
        if kind == "acc":
            close = "</div></details>" if parts else ""
            parts += [f"{close}<details><summary><h2>{text}</h2></summary><div>" for text in texts]
        elif kind == "b":
            parts.append(f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>")
        else:
            parts += [f"<p>{text}</p>" for text in texts]
    return "\n".join([*parts, "</div></details>"])


def newsletter(content: Content) -> bytes:
    """Multipart mail: quoted-printable plain text and HTML that say the same."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = content.title
    message["From"] = "Gemeente Hazelgoor <nieuws@hazelgoor.example>"
    message["To"] = "inwoners@hazelgoor.example"
    message["Date"] = "Fri, 10 Oct 2025 16:00:00 +0200"
    message["Message-ID"] = "<okt2025@hazelgoor.example>"
    message["List-Unsubscribe"] = "<https://www.hazelgoor.example/uit>"
    message.set_content(_mail_text(content), cte="quoted-printable")
    message.add_alternative(_mail_html(content), subtype="html", cte="quoted-printable")
    message.set_boundary("=_hazelgoor_0001")
    return message.as_bytes()


def _mail_text(content: Content) -> str:
    lines = [content.title.upper(), ""]
    for block in content.blocks:
        mark = {"h2": "== ", "b": "* "}.get(block.kind, "")
        lines += [mark + block.text, ""]
    return "\n".join([*lines, "Uitschrijven: https://www.hazelgoor.example/uit"])


def _mail_html(content: Content) -> str:
    tags = {"h2": "h2", "b": "li", "p": "p"}
    rows = "".join(
        f'<tr><td style="padding:4px 20px"><{tags[b.kind]}>{escape(b.text)}</{tags[b.kind]}></td></tr>'
        for b in content.blocks
    )
    return (
        '<html><body><p style="display:none">Lees wat er beweegt in je dorp</p>'
        f'<table width="640" align="center"><tr><td><h1>{escape(content.title)}</h1></td></tr>{rows}'
        "<tr><td><small>Je ontvangt deze mail omdat je je inschreef. "
        '<a href="https://www.hazelgoor.example/uit">Uitschrijven</a></small></td></tr></table></body></html>'
    )
