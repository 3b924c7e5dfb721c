// When a page has settled: nothing in sight has changed for a while. Kept in window.bench, in the page's own clock.

window.bench = { begun: 0, changed: 0 };

// What changes in a chart out of sight nobody waits for, nor what plotly.js measures its words in, or has taken
// away by now: on our pages and on the bare ones alike.
const chartOf = ".staircase-chart, [data-testid=stPlotlyChart], .dash-graph";
const measured = "#js-plotly-tester";

function inSight(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!node.isConnected || element?.closest(measured)) return false;
  const chart = element?.closest(chartOf);
  if (!chart) return true;
  const { top, bottom } = chart.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

new MutationObserver((changes) => {
  if (changes.some(({ target }) => inSight(target))) window.bench.changed = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

document.addEventListener(
  "click",
  () => {
    window.bench.begun = performance.now();
    window.bench.changed = window.bench.begun;
  },
  { capture: true },
);

window.benchSettled = (quiet) => {
  const app = document.querySelector("[data-testid=stApp]");
  if (app && app.dataset.testScriptState !== "notRunning") return false;
  const charts = [...document.querySelectorAll(".staircase-chart")];
  if (charts.some((chart) => chart.clientWidth && inSight(chart) && !chart.dataset.drawn)) return false;
  return performance.now() - window.bench.changed > quiet;
};
