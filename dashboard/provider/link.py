"""The way to the provider on the sign-in page: a link in the same tab, which Streamlit's own are not."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.text import Text

CSS = """
.staircase-provider {
  display: block; padding: 0.6rem 1rem; border-radius: 0.375rem; text-align: center; text-decoration: none;
  font-weight: 600; background: var(--st-primary-color); color: var(--st-background-color);
}
.staircase-provider:focus-visible { outline: 3px solid var(--st-text-color); outline-offset: 2px; }
"""
JS = """
export default function ({ parentElement, data }) {
  const link = parentElement.querySelector(".staircase-provider");
  link.textContent = data.words;
  link.href = new URL(data.address, document.baseURI).href;
}
"""

_mount = st.components.v2.component(
    "staircase_provider",
    html='<a class="staircase-provider" target="_self"></a>',
    css=CSS,
    js=JS,
    isolate_styles=False,
)


def draw(text: Text) -> None:
    """The link; whoever follows it comes back to the page and the choices they stand at."""
    page = urlsplit(str(st.context.url or "")).path.strip("/")
    place = f"{page}?{urlencode(st.query_params.to_dict())}".rstrip("?")
    asked = urlencode({"lang": text.language, "next": place})
    _mount(
        key="provider",
        data={"words": text("signin.work_account"), "address": f"session/oidc/login?{asked}"},
    )
