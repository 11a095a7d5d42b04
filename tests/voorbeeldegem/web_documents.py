"""The web page (menu, cookie text, accordions, footer) and the e-mail newsletter (multipart, table layout)."""

from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from tests.voorbeeldegem.content import Block, Document, join

MENU = ["Wonen en bouwen", "Vrije tijd", "Zorg en welzijn", "Milieu en klimaat", "Ondernemen", "Bestuur"]
COOKIES = (
    "We plaatsen cookies om het bezoek te meten. Noodzakelijke cookies kun je niet weigeren. Lees ons cookiebeleid."
)
SCRIPT = "document.querySelectorAll('.accordeon h3').forEach(k=>k.onclick=()=>k.parentNode.classList.toggle('open'));"
STYLE = "body{font-family:Arial;margin:0}nav ul{display:flex}.accordeon{border:1px solid #ccc}.verborgen{display:none}"


def webpagina_html(document: Document) -> bytes:
    """The whole page."""
    menu = "".join(f'<li><a href="/{name.split()[0].lower()}">{escape(name)}</a></li>' for name in MENU)
    body = "\n".join(_web_block(block) for block in document.blocks)
    page = f"""<!DOCTYPE html>
<html lang="nl-BE">
<head>
<meta charset="utf-8">
<title>Duurzaam Voorbeeldegem | Gemeente Voorbeeldegem</title>
<meta name="description" content="Wat doet Voorbeeldegem voor klimaat, natuur en samenleving?">
<style>{STYLE}</style>
<script>window.dataLayer=window.dataLayer||[];
dataLayer.push({{"paginatype":"thema","tekst":"We meten elk bezoek"}});</script>
</head>
<body>
<div id="cookiebanner" role="dialog"><p>{COOKIES}</p>
<button>Alles aanvaarden</button><button>Enkel noodzakelijke</button></div>
<a class="verborgen" href="#inhoud">Naar de inhoud</a>
<header><a href="/"><img src="/logo.svg" alt="Gemeente Voorbeeldegem"></a>
<form action="/zoeken"><label for="q">Zoeken</label>
<input id="q" name="q" placeholder="Waar ben je naar op zoek?"></form>
<nav aria-label="Hoofdmenu"><ul>{menu}</ul></nav></header>
<nav aria-label="Kruimelpad"><ol><li><a href="/">Home</a></li><li><a href="/milieu">Milieu en klimaat</a></li>
<li>Duurzaam Voorbeeldegem</li></ol></nav>
<main id="inhoud">
<h1>Duurzaam Voorbeeldegem</h1>
{body}
<p class="deel">Deel deze pagina: <a href="#">Facebook</a> <a href="#">E-mail</a> <a href="#">Afdrukken</a></p>
</main>
<aside><h2>Openingsuren dienst Omgeving</h2><table><tr><td>maandag</td><td>9 - 12 uur</td></tr>
<tr><td>dinsdag</td><td>9 - 12 en 14 - 19.30 uur</td></tr></table>
<h2>Contact</h2><p>Markt 1, 9999 Voorbeeldegem<br>tel. 09 999 10 00</p></aside>
<footer><p>© 2025 Gemeente Voorbeeldegem | <a href="/privacy">Privacyverklaring</a> |
<a href="/toegankelijkheid">Toegankelijkheidsverklaring</a> | <a href="/sitemap">Sitemap</a></p></footer>
<script>{SCRIPT}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _web_block(block: Block) -> str:
    if block.kind == "kop2":
        return f"<h2>{escape(join(block.texts))}</h2>"
    if block.kind == "accordeon":
        items = "".join(f"<li>{escape(text)}</li>\n" for text in block.texts)
        title = escape(block.keys["titel"])
        head = f'<h3><button aria-expanded="false">{title}</button></h3>'
        return f'<section class="accordeon">{head}\n<ul>\n{items}</ul></section>'
    if block.actions:
        return "<ul>\n" + "".join(f"<li>{escape(text)}</li>\n" for text in block.texts) + "</ul>"
    return f"<p>{escape(join(block.texts))}</p>"


def nieuwsbrief_eml(document: Document) -> bytes:
    """The newsletter: plain text and HTML say the same, both quoted-printable."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    message["From"] = "Gemeente Voorbeeldegem <nieuwsbrief@voorbeeldegem.example>"
    message["To"] = "abonnees@voorbeeldegem.example"
    message["Subject"] = "Nieuwsbrief november: warmte, bomen en een stem voor Oosterkouter – editie 11"
    message["Date"] = "Thu, 06 Nov 2025 10:00:00 +0100"
    message["Message-ID"] = "<nieuwsbrief-2025-11@voorbeeldegem.example>"
    message["List-Unsubscribe"] = "<https://www.voorbeeldegem.example/uitschrijven>"
    message.set_content(_plain(document), cte="quoted-printable")
    message.add_alternative(_table_layout(document), subtype="html", cte="quoted-printable")
    message.set_boundary("=_voorbeeldegem_2025_11")
    return message.as_bytes()


def _plain(document: Document) -> str:
    lines = ["Kun je deze mail niet goed lezen? Bekijk hem online: https://www.voorbeeldegem.example/nb/11", ""]
    for block in document.blocks:
        lines += [block.keys["titel"].upper(), join(block.texts), ""]
    return "\n".join([*lines, "Je krijgt deze mail omdat je je inschreef. Uitschrijven kan altijd.", ""])


def _table_layout(document: Document) -> str:
    rows = "".join(
        f'<tr><td style="padding:18px 24px"><table width="100%" cellpadding="0" cellspacing="0"><tr>'
        f'<td style="font:bold 18px Arial;color:#1F5C4D">{escape(block.keys["titel"])}</td></tr><tr>'
        f'<td style="font:14px Arial;line-height:20px">{escape(join(block.texts))}</td></tr></table></td></tr>\n'
        for block in document.blocks
    )
    return f"""<html><head><meta charset="utf-8"><style>@media only screen {{.m{{width:100%}}}}</style></head><body>
<div style="display:none;max-height:0">Warme plekken, 900 struiken en een wijkbudget</div>
<table class="m" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td>
<a href="https://www.voorbeeldegem.example/nb/11">Bekijk deze mail in je browser</a></td></tr>
<tr><td><img src="https://www.voorbeeldegem.example/kop.png" alt="Nieuwsbrief" width="600"></td></tr>
{rows}<tr><td style="font:11px Arial;color:#777">Gemeente Voorbeeldegem, Markt 1, 9999 Voorbeeldegem. Je krijgt
deze mail omdat je je inschreef. <a href="https://www.voorbeeldegem.example/uitschrijven">Uitschrijven</a> |
<a href="https://www.voorbeeldegem.example/privacy">Privacy</a></td></tr></table>
<img src="https://www.voorbeeldegem.example/open.gif" width="1" height="1" alt=""></body></html>
"""
