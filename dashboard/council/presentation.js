"use strict";
const WIDTH = 1920, HEIGHT = 1080;
const words = JSON.parse(document.getElementById("words").textContent);
const stage = document.getElementById("stage");
const place = document.getElementById("place");
const slides = [...document.querySelectorAll(".slide")];
const began = Date.now();
let current = 0;
let speaker = null;

const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"];

function show(number) {
  current = Math.min(Math.max(number, 0), slides.length - 1);
  slides.forEach((slide, each) => { slide.hidden = each !== current; });
  place.textContent = `${slides[current].getAttribute("aria-label")}, ${slides[current].querySelector(".number").textContent}`;
  history.replaceState(null, "", `#${current + 1}`);
  tellSpeaker();
}

function fit(target, width, height, element) {
  const scale = Math.min(width / WIDTH, height / HEIGHT);
  element.style.transform = `scale(${scale}) ${target}`;
}

function fitStage() {
  fit("translate(-50%, -50%)", window.innerWidth, window.innerHeight, stage);
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key;
  if (FORWARD.includes(key) || (key === " " && !event.shiftKey)) show(current + 1);
  else if (BACK.includes(key) || key === " ") show(current - 1);
  else if (key === "Home") show(0);
  else if (key === "End") show(slides.length - 1);
  else if (key === "f" || key === "F") turnFullScreen();
  else if (key === "n" || key === "N") openSpeaker();
  else if (key === "t" || key === "T") document.body.classList.toggle("as-table");
  else if (key === "Escape") leaveFullScreen();
  else return;
  event.preventDefault();
}

function turnFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

function leaveFullScreen() {
  document.body.classList.remove("as-table");
  if (document.fullscreenElement) document.exitFullscreen();
}

const SPEAKER_STYLE = `
  body { margin: 0; padding: 24px; font: 24px/1.4 "Source Sans Pro", "Segoe UI", sans-serif; color: #1b2733; background: #fff; }
  .top { display: flex; gap: 32px; align-items: baseline; font-size: 22px; color: #55616e; }
  .top b { font-size: 40px; color: #1b2733; font-variant-numeric: tabular-nums; }
  .two { display: flex; gap: 24px; margin: 16px 0; }
  .two figure { margin: 0; flex: 1; }
  .two figcaption { font-size: 18px; color: #55616e; }
  .small { position: relative; aspect-ratio: 16 / 9; overflow: hidden; border: 1px solid #d5dae0; }
  .small > .slide { position: absolute; left: 0; top: 0; width: 1920px; height: 1080px; transform-origin: 0 0; }
  h1 { font-size: 22px; margin: 20px 0 4px; color: #55616e; }
  #notes { white-space: pre-line; font-size: 28px; }`;

function openSpeaker() {
  speaker = window.open("", "staircase-speaker", "width=1100,height=800");
  if (!speaker) {
    window.alert(words.blocked);
    return;
  }
  const page = speaker.document;
  page.documentElement.lang = document.documentElement.lang;
  page.title = words.notes;
  const style = page.createElement("style");
  style.textContent = document.querySelector("style").textContent.replace(/overflow: hidden; background/, "background") + SPEAKER_STYLE;
  page.head.replaceChildren(style);
  page.body.innerHTML = `
    <div class="top"><span id="at"></span><span>${words.clock} <b id="clock"></b></span><span>${words.elapsed} <b id="elapsed"></b></span></div>
    <div class="two"><figure><div class="small" id="now"></div></figure>
    <figure><div class="small" id="next"></div><figcaption>${words.next}</figcaption></figure></div>
    <h1>${words.notes}</h1><p id="notes"></p>`;
  speaker.addEventListener("keydown", press);
  speaker.addEventListener("resize", tellSpeaker);
  tick();
  tellSpeaker();
}

function tellSpeaker() {
  if (!speaker || speaker.closed) return;
  const page = speaker.document;
  page.getElementById("at").textContent = slides[current].querySelector(".number").textContent;
  picture(page.getElementById("now"), slides[current]);
  picture(page.getElementById("next"), slides[current + 1]);
  page.getElementById("notes").textContent = slides[current].querySelector("template").content.textContent || words.no_notes;
}

function picture(frame, slide) {
  if (!slide) {
    frame.textContent = words.end;
    return;
  }
  const copy = frame.ownerDocument.importNode(slide, true);
  copy.hidden = false;
  frame.replaceChildren(copy);
  fit("", frame.clientWidth, frame.clientHeight, copy);
}

function tick() {
  if (!speaker || speaker.closed) return;
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const now = new Date(), spent = (now - began) / 1000;
  speaker.document.getElementById("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  speaker.document.getElementById("elapsed").textContent = `${two(spent / 60)}:${two(spent % 60)}`;
  setTimeout(tick, 1000);
}

window.addEventListener("resize", fitStage);
window.addEventListener("keydown", press);
window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));
stage.addEventListener("click", () => show(current + 1));
fitStage();
show((Number(location.hash.slice(1)) || 1) - 1);
