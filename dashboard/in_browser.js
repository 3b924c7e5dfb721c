// What the frame asks of the browser. A page's own scripts are not run: see dashboard/headers.py.

const done = new Set(); // an errand is run once, and this function again whenever the page is drawn

export default function ({ data }) {
  const { language, errand, number, ticket, library } = data;
  if (language) document.documentElement.lang = language;
  if (library) import(new URL(library, window.location.origin).href).catch(() => {}); // a chart asks again, and says so
  if (errand && !done.has(number)) {
    done.add(number);
    fetch(new URL(`session/${errand}`, document.baseURI), { method: "POST", body: ticket }).catch(console.error);
  }
}
