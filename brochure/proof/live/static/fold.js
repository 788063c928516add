// The fold view: flaps that hang on each other by their creases, or leaves on a spine, turned as far as the piece is
// open. It goes from stage to stage; between two of them it moves, or is held by the slider.

const dialog = document.getElementById("fold");
const space = dialog.querySelector(".space");
const stage = document.getElementById("stage");
const slider = document.getElementById("opening");
const previous = document.getElementById("previous");
const next = document.getElementById("next");
const over = document.getElementById("over");
// Folded flat, but for the thickness of paper: what lies on top is never level with what lies below (pixels).
const SHUT = 179.9;
const THICK = 2;
// For one stage, and for however many.
const SECONDS = 0.9;
const LONGEST = 2;
let run = 0;
// The stage that is shown or moved to; between two, where the slider was left.
let goal = 0;

const clamp = (value, most = 1) => Math.min(most, Math.max(0, value));
const eased = (value) => value * value * (3 - 2 * value);
const between = (from, to, share) => from + (to - from) * share;
const numbers = (words) => words.split(" ").map(Number);
const stages = () => [...space.querySelectorAll("[data-extent]")];
const last = () => stages().length - 1;

// Pixels for a point at which what is covered fills the room, but for a margin.
function scaled([left, upper, right, lower]) {
  const room = space.getBoundingClientRect();
  return Math.min((room.width * 0.86) / (right - left), (room.height * 0.82) / (lower - upper));
}

// What the paper covers at a moment between two stages.
function covered(open) {
  const [from, to] = [Math.floor(open), Math.ceil(open)].map((at) => numbers(stages()[at].dataset.extent));
  return from.map((edge, at) => between(edge, to[at], eased(open - Math.floor(open))));
}

function size(scale) {
  for (const flap of space.querySelectorAll("[data-size]")) {
    const [width, height] = numbers(flap.dataset.size);
    flap.style.setProperty("--wide", `${width * scale}px`);
    flap.style.setProperty("--high", `${height * scale}px`);
  }
}

function turn(flap, open) {
  const [direction, movement, layers, beneath] = numbers(flap.dataset.turn);
  const share = 1 - eased(clamp(open - movement));
  const angle = share * SHUT;
  const hand = flap.classList.contains("left") ? 1 : -1;
  flap.style.setProperty("--angle", `${hand * direction * angle}deg`);
  flap.style.setProperty("--lift", `${direction * between(beneath, layers, share) * THICK}px`);
  flap.style.setProperty("--shade", String(Math.round(Math.sin((angle * Math.PI) / 180) * 32) / 100));
}

function draw() {
  const piece = space.querySelector(".piece");
  const scale = piece && scaled(numbers(stages()[last()].dataset.extent));
  if (!(scale > 0)) return;
  const open = clamp(Number(slider.value), last());
  size(scale);
  piece.querySelectorAll("[data-turn]").forEach((flap) => turn(flap, open));
  const extent = covered(open);
  const [wide, high] = numbers(piece.firstElementChild.dataset.size);
  piece.style.setProperty("--across", `${(wide / 2 - (extent[0] + extent[2]) / 2) * scale}px`);
  piece.style.setProperty("--down", `${(high / 2 - (extent[1] + extent[3]) / 2) * scale}px`);
  // On a narrow screen the closed piece may be larger than the open one.
  piece.style.setProperty("--near", String(scaled(extent) / scale));
  piece.classList.toggle("over", over.getAttribute("aria-pressed") === "true");
}

// Which stage it is, in words, and whether there is another before and after it.
function say() {
  const count = stages().length;
  const turned = over.getAttribute("aria-pressed") === "true" ? ", turned over" : "";
  const nearest = Math.round(goal);
  const words = `${stages()[nearest]?.textContent ?? ""}${turned}`;
  const told = count > 1 ? `${nearest + 1} of ${count}: ${words}` : words;
  if (stage.textContent !== told) stage.textContent = told;
  slider.setAttribute("aria-valuetext", told);
  previous.setAttribute("aria-disabled", String(goal === 0));
  next.setAttribute("aria-disabled", String(goal === count - 1));
}

function stop() {
  cancelAnimationFrame(run);
}

function move(to) {
  stop();
  goal = clamp(to, last());
  say();
  const from = Number(slider.value);
  const seconds = Math.min(LONGEST, SECONDS * Math.abs(goal - from));
  if (!seconds || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    slider.value = goal;
    return draw();
  }
  const start = performance.now();
  const step = (now) => {
    const share = clamp((now - start) / 1000 / seconds);
    slider.value = between(from, goal, share);
    draw();
    if (share < 1) run = requestAnimationFrame(step);
  };
  run = requestAnimationFrame(step);
}

// From where the slider was left, the stage before or after it.
const back = () => move(Math.ceil(Math.min(goal, Number(slider.value))) - 1);
const on = () => move(Math.floor(Math.max(goal, Number(slider.value))) + 1);

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !last()) return;
  const leftwards = space.querySelector(".piece")?.dataset.reads === "rtl";
  const keys = { ArrowLeft: leftwards ? on : back, ArrowRight: leftwards ? back : on, PageUp: back, PageDown: on };
  Object.assign(keys, { ArrowDown: back, ArrowUp: on, Home: () => move(0), End: () => move(last()) });
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

function turnOver(pressed) {
  over.setAttribute("aria-pressed", String(pressed));
  say();
  draw();
}

// After the view was opened, resized, or its pictures exchanged.
export function arrangeFold() {
  const piece = space.querySelector(".piece");
  if (!piece) return;
  const most = last();
  slider.max = String(most);
  goal = clamp(goal, most);
  slider.closest(".steps").hidden = most === 0;
  slider.closest(".steps").dir = piece.dataset.reads;
  over.hidden = "booklet" in piece.dataset;
  say();
  draw();
}

export function setUpFold() {
  slider.addEventListener("input", () => {
    stop();
    goal = Number(slider.value);
    say();
    draw();
  });
  previous.addEventListener("click", back);
  next.addEventListener("click", on);
  over.addEventListener("click", () => {
    const piece = space.querySelector(".piece");
    piece?.classList.add("turning");
    piece?.addEventListener("transitionend", () => piece.classList.remove("turning"), { once: true });
    turnOver(over.getAttribute("aria-pressed") !== "true");
  });
  dialog.addEventListener("keydown", press);
  // The next one is closed, its cover on top.
  dialog.addEventListener("close", () => {
    stop();
    slider.value = goal = 0;
    turnOver(false);
  });
  new ResizeObserver(arrangeFold).observe(space);
}
