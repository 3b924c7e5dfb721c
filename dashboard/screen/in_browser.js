// What the frame asks of the browser. A page's own scripts are not run: see dashboard/entrance/headers.py.

const done = new Set(); // an errand is run once, and this function again whenever the page is drawn

const writes = "input, textarea, select, [contenteditable=true]";
let opened; // the folded part that `?` opens; none where the reader has turned single keys off

function openByKey(event) {
  if (event.key !== "?" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(writes)) return;
  const part = opened && document.querySelector(`.st-key-${opened} details`);
  if (!part) return;
  const title = part.querySelector("summary");
  if (!part.open) title.click();
  title.focus();
  title.scrollIntoView({ block: "center" });
}

export default function ({ data }) {
  const { language, errand, number, ticket, code, opensByKey } = data;
  if (opensByKey !== undefined) {
    if (opened === undefined) document.addEventListener("keydown", openByKey);
    opened = opensByKey;
  }
  if (language) document.documentElement.lang = language;
  for (const address of code ?? []) import(new URL(address, document.baseURI).href).catch(() => {}); // a chart asks again
  if (errand && !done.has(number)) {
    done.add(number);
    fetch(new URL(`session/${errand}`, document.baseURI), { method: "POST", body: ticket }).catch(console.error);
  }
}
