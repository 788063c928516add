// The fold view: strips that hang on each other by their folds, turned as far as the piece is open.

const dialog = document.getElementById("fold");
const space = dialog.querySelector(".space");
const slider = document.getElementById("opening");
const swing = document.getElementById("swing");
const over = document.getElementById("over");
// Folded flat, but for the thickness of paper: what lies on top is never level with what lies below (pixels).
const SHUT = 179.9;
const THICK = 2;
const SECONDS = 1.4;
let run = 0;

const clamp = (value) => Math.min(1, Math.max(0, value));
const eased = (value) => value * value * (3 - 2 * value);

// Pixels for a point at which something so wide fills the room, but for a margin.
function scaled(piece, width = piece.dataset.width) {
  const room = space.getBoundingClientRect();
  return Math.min((room.width * 0.86) / width, (room.height * 0.8) / piece.dataset.height);
}

function size(piece) {
  const scale = scaled(piece);
  if (!(scale > 0)) return;
  piece.style.setProperty("--high", `${piece.dataset.height * scale}px`);
  piece.querySelectorAll(".strip").forEach((strip) => strip.style.setProperty("--wide", `${strip.dataset.width * scale}px`));
}

function turn(strip, open) {
  const { direction, start, end, layers } = strip.dataset;
  const share = 1 - eased(clamp((open - start) / (end - start)));
  const angle = share * SHUT;
  const hand = strip.classList.contains("left") ? 1 : -1;
  strip.style.setProperty("--angle", `${hand * direction * angle}deg`);
  strip.style.setProperty("--lift", `${direction * layers * THICK * share}px`);
  strip.style.setProperty("--shade", String(Math.round(Math.sin((angle * Math.PI) / 180) * 32) / 100));
}

function draw() {
  const piece = space.querySelector(".piece");
  if (!piece) return;
  const open = slider.value / 100;
  const fixed = piece.querySelector(".fixed");
  piece.querySelectorAll("[data-direction]").forEach((strip) => turn(strip, open));
  const off = (fixed.dataset.middle / piece.dataset.width - 0.5) * open;
  piece.style.setProperty("--off", `${off * piece.dataset.width * scaled(piece)}px`);
  // On a narrow screen the closed piece may be larger than the open one.
  const nearer = scaled(piece, fixed.dataset.width) / scaled(piece);
  piece.style.setProperty("--near", String(1 + (nearer - 1) * (1 - eased(open))));
  piece.classList.toggle("over", over.getAttribute("aria-pressed") === "true");
  swing.textContent = open < 0.5 ? "Open it" : "Close it";
}

function stop() {
  cancelAnimationFrame(run);
}

function move(to) {
  stop();
  const from = Number(slider.value);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    slider.value = to;
    return draw();
  }
  const start = performance.now();
  const step = (now) => {
    const share = clamp((now - start) / 1000 / SECONDS);
    slider.value = from + (to - from) * share;
    draw();
    if (share < 1) run = requestAnimationFrame(step);
  };
  run = requestAnimationFrame(step);
}

// After the view was opened, resized, or its pictures exchanged.
export function arrangeFold() {
  const piece = space.querySelector(".piece");
  if (!piece) return;
  const flat = piece.dataset.strips === "1";
  slider.closest("label").hidden = swing.hidden = flat;
  size(piece);
  draw();
}

export function setUpFold() {
  slider.addEventListener("input", () => (stop(), draw()));
  swing.addEventListener("click", () => move(slider.value < 50 ? 100 : 0));
  over.addEventListener("click", () => {
    over.setAttribute("aria-pressed", String(over.getAttribute("aria-pressed") !== "true"));
    const piece = space.querySelector(".piece");
    piece?.classList.add("turning");
    piece?.addEventListener("transitionend", () => piece.classList.remove("turning"), { once: true });
    draw();
  });
  dialog.addEventListener("close", stop);
  new ResizeObserver(arrangeFold).observe(space);
}
