// Beneath a chart: remarks, and behind words its table, what the figure means, and why cells are hidden.

function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function row(kind, words) {
  return element("tr", {}, ...words.map((each) => element(kind, kind === "th" ? { scope: "col" } : {}, each)));
}

function table({ columns, rows }, name) {
  const head = element("thead", {}, row("th", columns));
  const body = element("tbody", {}, ...rows.map((words) => row("td", words)));
  const framed = { class: "staircase-table", tabindex: "0", role: "region", "aria-label": name };
  return element("div", framed, element("table", {}, head, body));
}

function block({ title, lines }) {
  const items = lines.map((words) => element("li", {}, words));
  return element("div", {}, element("p", {}, element("strong", {}, title)), element("ul", {}, ...items));
}

function contents({ title, table: cells, blocks = [], notes = [] }) {
  const small = notes.map((words) => element("p", { class: "staircase-remark" }, words));
  return [...(cells ? [table(cells, title)] : []), ...blocks.map(block), ...small];
}

function icon(name) {
  return element("span", { class: "staircase-icon", "aria-hidden": "true", translate: "no" }, name);
}

// One part is open at a time, and stays open when its figures change.
function opener(part, place, beneath) {
  const panel = element("div", { class: "staircase-part", id: `${beneath.id}-${place}` });
  const button = element("button", { type: "button", "aria-controls": panel.id }, icon(part.icon), part.title);
  const show = (open) => {
    button.setAttribute("aria-expanded", String(open));
    panel.hidden = !open;
    panel.replaceChildren(...(open ? contents(part) : []));
  };
  button.addEventListener("click", () => {
    const name = beneath.dataset.open === part.name ? "" : part.name;
    beneath.dataset.open = name;
    for (const other of beneath.staircaseOpeners) other.show(other.name === name);
  });
  show(beneath.dataset.open === part.name);
  return { name: part.name, button, panel, show };
}

function link({ title, address }) {
  return element("a", { href: address }, icon("flag"), title);
}

function stand({ remarks, parts, report }, beneath) {
  const always = parts.filter(({ open }) => open).flatMap(contents);
  const openers = parts.filter(({ open }) => !open).map((part, place) => opener(part, place, beneath));
  beneath.staircaseOpeners = openers;
  const offered = [...openers.map(({ button }) => button), ...(report ? [link(report)] : [])];
  beneath.replaceChildren(
    ...always,
    ...remarks.map((words) => element("p", { class: "staircase-remark" }, words)),
    ...(offered.length ? [element("div", { class: "staircase-offered" }, ...offered)] : []),
    ...openers.map(({ panel }) => panel),
  );
}

function standBeneath(beneath, told) {
  const written = JSON.stringify(told);
  if (written === beneath.staircaseTold) return;
  beneath.staircaseTold = written;
  beneath.id ||= `staircase-beneath-${Math.random().toString(36).slice(2)}`;
  stand(told, beneath);
}
