// Draws one figure with Plotly.react: a new figure under the same key changes the chart in place.

const TOP = 36; // pixels above the plot, as in the template
const SOON = 50; // milliseconds until it is looked again whether the page is still being written
const LONGEST_WAIT = 2000; // milliseconds until a chart out of sight is drawn all the same
const NARROWEST = 330; // pixels: below this, words at a bar's ends are small
const LONG = 14; // letters: words at a bar's end that are longer need it on any phone, and two lines
const LETTER = 7; // pixels that a letter of an axis takes on average
const WIDTH_OF_TYPE = 0.55; // of its height, of a letter on average
const ROUNDS = 12; // how often an axis goes on: each time its words need as many pixels, but more of it
const SIDE = 16; // pixels left and right of a chart, as in the template
const NARROW = 560; // pixels: below this, names stand in a legend instead of at the lines' ends

function library(address) {
  window.staircasePlotly ??= import(new URL(address, document.baseURI).href)
    .then(() => window.Plotly)
    .catch((error) => {
      window.staircasePlotly = undefined;
      throw error;
    });
  return window.staircasePlotly;
}

function inTheme(layout, traces, chart) {
  const theme = getComputedStyle(chart);
  const ink = theme.getPropertyValue("--st-text-color").trim();
  const paper = theme.getPropertyValue("--st-background-color").trim();
  layout.font = { ...layout.font, color: ink };
  layout.paper_bgcolor = paper;
  for (const trace of traces) {
    if (trace.error_x) trace.error_x.color = ink;
    const isPart = layout.barmode === "stack" && trace.type === "bar" && trace.marker && !trace.marker.pattern;
    if (isPart) trace.marker.line.color = paper;
  }
  layout.hoverlabel = { ...layout.hoverlabel, bgcolor: paper, font: { color: ink, size: 14 } };
  return layout;
}

function wrapped(words, width) {
  const most = Math.max(20, Math.floor(width / 7));
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join("<br>");
}

function narrowStairs(notes, traces) {
  for (const note of notes.filter(({ name }) => name === "step-name")) {
    note.text = note.text.replaceAll("<br>", " ");
    note.textangle = -90;
  }
  for (const note of notes) {
    if (note.name === "ground") note.text = note.text.replaceAll(" ", "<br>");
    if (note.name === "step") note.font = { ...note.font, size: 16 };
    if (note.name === "families") Object.assign(note, { font: { ...note.font, size: 11 }, xanchor: "right", xshift: 3 });
  }
  for (const trace of traces.filter(({ showlegend }) => !showlegend)) {
    if (trace.mode === "markers") trace.marker.size = 5;
    if (trace.type === "bar") trace.width = 0.6; // the number of the next step stands beside it
  }
}

// Words at the bars' ends stand beside the bars: the axis goes on, either way, until they have room.
function roomForEnds(notes, axis, room) {
  for (let again = 0; again < ROUNDS; again += 1) {
    const [low, high] = axis.range;
    const unit = (high - low) / room;
    const ends = notes.map((note) => {
      const needed = unit * Math.min(room / 2, widthOf(note));
      return note.xanchor === "right" ? note.x - needed : note.x + needed;
    });
    axis.range = [Math.min(low, ...ends), Math.max(high, ...ends)];
  }
}

function makeSmall(notes) {
  for (const note of notes) note.font = { ...note.font, size: 11 };
}

function widthOf({ text, font }) {
  const words = text.replace(/<(?!br>)[^>]*>/g, "");
  return LETTER + WIDTH_OF_TYPE * font.size * Math.max(...lengths(words));
}

function forWidth(layout, traces, width) {
  const notes = layout.annotations ?? [];
  const isNarrow = width < NARROW;
  if (isNarrow && notes.some((note) => note.name === "line-end")) {
    const event = notes.some((note) => note.name === "event");
    layout.annotations = notes.filter((note) => note.name !== "line-end");
    layout.showlegend = true;
    layout.legend = { ...layout.legend, y: event ? 1.1 : 1.02, title: { text: layout.title?.text ?? "", side: "top" } };
    layout.title = { text: "" };
    layout.margin = { ...layout.margin, r: 12 };
    layout.height += 22 * traces.filter((trace) => trace.showlegend).length;
  }
  if (isNarrow) makeSmall(notes.filter(({ name }) => name === "hidden"));
  if (isNarrow && traces.some((trace) => trace.type === "bar") && layout.showlegend) {
    layout.height += 20 * Math.max(0, traces.filter((trace) => trace.showlegend !== false).length - 1);
  }
  if (isNarrow && notes.some((note) => note.name === "step-name")) narrowStairs(notes, traces);
  const ends = notes.filter((note) => note.name === "value");
  const long = ends.filter(({ text }) => text.length > LONG && !text.includes("<br>"));
  if (width < NARROWEST || (isNarrow && long.length)) makeSmall(ends);
  const isAlone = traces.filter(({ type }) => type === "bar").length < 2; // in a row: others are near
  if (isNarrow && isAlone) for (const note of long) note.text = note.text.replace(/ (?=\S+$)/, "<br>");
  for (const titled of [layout, layout.legend ?? {}]) {
    if (titled.title?.text) titled.title.text = wrapped(titled.title.text, width);
  }
  layout.height += 18 * ((layout.legend?.title?.text ?? "").split("<br>").length - 1);
  const further = (layout.title?.text ?? "").split("<br>").length - 1;
  if (further) layout.title.pad = { t: 6 + 14 * further };
  const more = 20 * further;
  layout.margin = { ...layout.margin, t: (layout.margin?.t ?? TOP) + more };
  layout.height += more;
  const words = notes.filter(({ name }) => name === "value" || name === "hidden");
  if (isNarrow && ends.length) roomForEnds(words, layout.xaxis, plotWidth(layout, width));
  thinOut(layout, width);
  return layout;
}

// Every second word of the axis below goes, and again, until each has room; 0 stays, and one beside it.
function thinOut({ xaxis, yaxis, margin }, width) {
  if (!(xaxis?.ticktext && xaxis.range)) return;
  const room = plotWidth({ yaxis, margin }, width);
  const step = () => (room * (xaxis.tickvals[1] - xaxis.tickvals[0])) / (xaxis.range[1] - xaxis.range[0]);
  while (xaxis.tickvals.length > 2 && step() < LETTER * (1 + Math.max(...xaxis.ticktext.flatMap(lengths)))) {
    const zero = Math.max(0, xaxis.tickvals.indexOf(0));
    const last = xaxis.tickvals.length - 1;
    const isKept = (place) => place % 2 === zero % 2 || (last === 2 && place === last); // never one alone
    for (const words of ["tickvals", "ticktext"])
      xaxis[words] = xaxis[words].filter((_, place) => isKept(place));
  }
}

function plotWidth({ yaxis, margin }, width) {
  const beside = LETTER * Math.max(0, ...(yaxis?.ticktext ?? []).flatMap(lengths));
  return width - beside - (margin?.r ?? SIDE) - SIDE;
}

function lengths(words) {
  return String(words)
    .split("<br>")
    .map((line) => line.length);
}

// The picture is drawn here, but saved only once the server's logbook has a line for it.
async function save(plot, { address: at, name, label, blocked }) {
  const Plotly = await library(at);
  const told = plot.parentElement.querySelector(".staircase-blocked");
  const body = JSON.stringify({ page: window.location.pathname.split("/").at(-1), chart: name });
  const address = new URL("session/picture", document.baseURI);
  const answer = await fetch(address, { method: "POST", body }).catch(() => undefined);
  told.textContent = answer?.ok ? "" : blocked;
  told.hidden = Boolean(answer?.ok);
  if (answer?.ok) await Plotly.downloadImage(plot, { format: "png", scale: 2, filename: label });
}

function configuration({ language, locale }) {
  return {
    displayModeBar: false,
    showTips: false,
    doubleClick: false,
    responsive: false,
    locale: language,
    locales: { [language]: locale },
  };
}

async function drawn(chart) {
  const { data, plot } = chart.staircase;
  const Plotly = await library(data.address);
  if (!chart.isConnected || chart.staircase.data !== data) return;
  const { data: traces, layout: given } = structuredClone(data.figure);
  const width = chart.clientWidth;
  if (!width) return;
  chart.staircase.drawnWidth = width; // before it is drawn: a chart that grows while it is must not begin again
  const layout = forWidth(inTheme({ ...given, width, autosize: false }, traces, chart), traces, width);
  await Plotly.react(plot, traces, layout, configuration(data));
  tell(chart, { drawn: true });
  chart.dataset.drawn = String(Number(chart.dataset.drawn ?? 0) + 1);
}

// What the picture says describes it, and is not read once more after it; without a picture it stands there.
function tell(chart, { drawn: isDrawn }) {
  chart.classList.toggle("undrawn", !isDrawn);
  chart.querySelector(".staircase-words").ariaHidden = isDrawn ? "true" : null;
}

// One drawing at a time: what is asked for meanwhile is drawn once, when it is done.
async function redraw(chart) {
  chart.staircase.asked = true;
  if (chart.staircase.drawing) return;
  chart.staircase.drawing = true;
  while (chart.staircase.asked) {
    chart.staircase.asked = false;
    chart.staircase.drawnWidth = chart.clientWidth; // known at once: its first size is no change of it
    await drawn(chart).catch((error) => {
      tell(chart, { drawn: false });
      console.error(error);
    });
  }
  chart.staircase.drawing = false;
}

function isInSight(chart) {
  const { top, bottom } = chart.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function isWritten() {
  return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
}

// What the reader looks at is drawn first; the charts further down when the page is written and at rest.
function drawInTurn(chart) {
  if (isInSight(chart)) {
    redraw(chart);
    return;
  }
  if (chart.staircase.waits) return;
  chart.staircase.waits = true;
  const until = performance.now() + LONGEST_WAIT;
  const draw = () => {
    if (!isWritten() && !isInSight(chart) && performance.now() < until) {
      setTimeout(draw, SOON);
      return;
    }
    chart.staircase.waits = false;
    redraw(chart);
  };
  if (window.requestIdleCallback) requestIdleCallback(draw, { timeout: LONGEST_WAIT });
  else setTimeout(draw, 0);
}

function begin(chart) {
  const plot = chart.querySelector(".staircase-plot");
  chart.staircase = { plot };
  const sized = new ResizeObserver(() => {
    if (chart.staircase.data && chart.clientWidth !== chart.staircase.drawnWidth) drawInTurn(chart);
  });
  sized.observe(chart);
  // The text colour's transition ends when the theme has changed.
  chart.addEventListener("transitionend", (event) => {
    if (event.target === chart && event.propertyName === "color" && chart.staircase.data) redraw(chart);
  });
  chart.staircase.end = () => {
    sized.disconnect();
    window.Plotly?.purge(plot);
  };
}

let latest = 0;

export function draw({ parentElement, data: { card, name, report } }) {
  const chart = parentElement.querySelector(".staircase-chart");
  if (!chart.staircase) begin(chart);
  if (card !== chart.staircase.card) read(parentElement, chart, { name, ...JSON.parse(card) });
  chart.staircase.card = card;
  standBeneath(parentElement.querySelector(".staircase-beneath"), { ...chart.staircase.beneath, report });
  return () => chart.isConnected || chart.staircase.end();
}

function read(parentElement, chart, data) {
  write(parentElement.querySelector("h3"), data.title);
  write(parentElement.querySelector(".staircase-told"), data.told);
  chart.staircase.beneath = data.beneath;
  chart.hidden = !data.figure;
  if (data.figure) drawWhereChanged(chart, data);
  offerPicture(parentElement.querySelector(".staircase-picture"), chart, data);
}

function write(place, words) {
  place.textContent = words;
  place.hidden = !words;
}

// A button of its own, and not plotly's: within the picture nobody would come to it by keyboard.
function offerPicture(button, chart, data) {
  write(button, data.picture ?? "");
  button.onclick = () => save(chart.staircase.plot, data);
}

function drawWhereChanged(chart, data) {
  const { plot } = chart.staircase;
  const words = chart.querySelector(".staircase-words");
  words.id ||= `staircase-words-${(latest += 1)}-${Math.random().toString(36).slice(2)}`;
  words.textContent = data.words;
  plot.setAttribute("aria-label", data.label);
  plot.setAttribute("aria-describedby", words.id);
  const told = JSON.stringify([data.figure, data.language, data.label]);
  if (told === chart.staircase.told && chart.staircase.drawnWidth === chart.clientWidth) return;
  Object.assign(chart.staircase, { data, told });
  plot.style.minHeight = `${data.figure.layout.height}px`;
  drawInTurn(chart);
}
