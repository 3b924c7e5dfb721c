// What the frame asks of the browser. A page's own scripts are not run: see dashboard/headers.py.

const handedIn = new Set(); // a ticket is good once, and this function runs again whenever the page does

export default function ({ data }) {
  const { language, errand, ticket, library } = data;
  if (language) document.documentElement.lang = language;
  if (library) import(new URL(library, window.location.origin).href).catch(() => {}); // a chart asks again, and says so
  const asked = `${errand} ${ticket}`;
  if (errand && !(ticket && handedIn.has(asked))) {
    handedIn.add(asked);
    fetch(new URL(`session/${errand}`, document.baseURI), { method: "POST", body: ticket }).catch(console.error);
  }
}
