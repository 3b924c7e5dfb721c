// Stands with each chart: has the code of all of them loaded once, and hands on what to draw.

export default function (given) {
  const { parentElement, data } = given;
  let end;
  let over = false;
  window.staircaseCharts ??= import(new URL(data.code, document.baseURI).href);
  window.staircaseCharts.then(
    ({ draw }) => {
      if (!over) end = draw(given);
    },
    (error) => {
      window.staircaseCharts = undefined; // the next chart asks again
      const { words, figure } = JSON.parse(data.card);
      parentElement.querySelector(".staircase-words").textContent = words ?? "";
      const chart = parentElement.querySelector(".staircase-chart");
      chart.classList.add("undrawn");
      chart.hidden = !figure;
      console.error(error);
    },
  );
  return () => {
    over = true;
    end?.();
  };
}
