"""A page of a few words, for an address beside the pages that gives nothing else: why, and what to do."""

from html import escape

from starlette.responses import HTMLResponse

from dashboard.text import Text

PROTECTED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

STYLE = (
    "body{font:1rem/1.5 'Source Sans Pro','Source Sans 3',sans-serif;max-width:40rem;margin:12vh auto;"
    "padding:0 1.25rem;color:#1b2733;background:#fff}h1{font-size:1.5rem}a{color:#1f6aae}"
    "@media(prefers-color-scheme:dark){body{color:#e6ebf0;background:#12171d}a{color:#7fb8e8}}"
)


def told(text: Text, *keys: str, status: int, title: str = "", link: str = "") -> HTMLResponse:
    """The words of some keys, one paragraph each, and the way back to the dashboard where there is one."""
    heading = f"<h1>{escape(text(title))}</h1>" if title else ""
    words = "".join(f"<p>{escape(text(key))}</p>" for key in keys)
    back = f'<p><a href="{escape(link)}">{escape(text("told.back"))}</a></p>' if link else ""
    page = (
        f'<!doctype html><html class="council" lang="{text.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(text('app.title'))}</title><style>{STYLE}</style>"
        f"<main>{heading}{words}{back}</main></html>"
    )
    return HTMLResponse(page, status, PROTECTED)
