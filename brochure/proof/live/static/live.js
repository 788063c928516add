// Follows the server: after each save the parts that changed are exchanged, once their pictures have been loaded.

import { arrange, cropAll } from "./place.js";

const status = document.getElementById("line");
// Pictures of the last news, held until the page has them.
let ahead = [];
// The HTML that the server last sent of each part; the part itself may have been changed by hands since.
const sent = new Map();
let source = null;
let busy = false;
let again = null;
// How many pixels pictures have for each one of their largest width: 1, or 2 where the screen or the zoom shows more.
let fine = 1;

function changedParts(root) {
  const changed = [];
  for (const part of root.querySelectorAll("[data-part]")) {
    if (sent.get(part.dataset.part) !== part.innerHTML) changed.push(part);
  }
  return changed;
}

function showStatus(words, lost = false) {
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle("lost", lost);
}

function loaded(address) {
  const image = new Image();
  image.src = address;
  return image;
}

async function loadPictures(parts) {
  const known = new Set([...document.images].map((image) => image.getAttribute("src")));
  const wanted = new Set(parts.flatMap((part) => [...part.querySelectorAll("img")].map((image) => image.getAttribute("src"))));
  await Promise.all([...wanted].filter((address) => !known.has(address)).map((address) => loaded(address).decode()));
}

function replacePart(part) {
  const place = document.querySelector(`[data-part="${part.dataset.part}"]`);
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const key = focused && nameOf(focused);
  sent.set(part.dataset.part, part.innerHTML);
  cropAll(part);
  place.className = part.className;
  place.replaceChildren(...part.childNodes);
  if (key) [...place.querySelectorAll(focused.localName)].find((other) => nameOf(other) === key)?.focus({ preventScroll: true });
}

// What an element is called, so that the one in its place can be found.
function nameOf(element) {
  return element.id || element.getAttribute("href") || element.value || element.dataset.pair || element.textContent;
}

// Follows the screen: pictures become finer as soon as any is shown larger than they are, and stay so.
export function sharpen() {
  const shown = Math.max(0, ...[...document.images].map((image) => image.offsetWidth)) * devicePixelRatio;
  if (fine > 1 || shown <= Number(document.body.dataset.wide) + 1) return;
  fine = 2;
  if (source) {
    subscribe();
    show();
  }
}

// Zoom and other windows resize the page; another screen may only have other pixels.
function followScreen() {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => (sharpen(), followScreen()), { once: true });
}

function asked(address) {
  return `${address}?fine=${fine}`;
}

// Fetches the page anew and takes over what is new in it. `anew`: another leaflet is shown.
async function fetchPage(anew) {
  const answer = await fetch(asked(location.pathname), { cache: "no-store" });
  if (answer.status === 404) return showStatus("This leaflet is no longer in brochure.toml", true);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changed = changedParts(page);
  await loadPictures(changed);
  if (anew) closeAll();
  document.title = page.title;
  changed.forEach(replacePart);
  const before = document.body.dataset.leaflet;
  Object.assign(document.body.dataset, page.body.dataset);
  arrange(document);
  sharpen();
  if (anew) scrollTo(0, 0);
  if (document.body.dataset.leaflet !== before) subscribe();
}

function closeAll() {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
}

// One fetch at a time; whatever happens meanwhile is in the next one.
export async function show({ anew = false } = {}) {
  if (busy) {
    again = { anew: anew || Boolean(again?.anew) };
    return;
  }
  busy = true;
  try {
    await fetchPage(anew);
  } catch {
    // A picture may have been replaced while it was on its way, or the server is away; then it will call.
    if (source?.readyState === EventSource.OPEN) again ??= { anew };
    await new Promise((done) => setTimeout(done, 150));
  }
  busy = false;
  if (again) {
    const next = again;
    again = null;
    await show(next);
  }
}

function subscribe() {
  source?.close();
  source = new EventSource(asked(`/events/${document.body.dataset.leaflet}`));
  source.onmessage = (event) => {
    const [version, ...pictures] = event.data.split(" ");
    showStatus("Live");
    if (version === document.body.dataset.version) return;
    // What the page will show is on its way before it is asked for.
    ahead = pictures.map(loaded);
    show();
  };
  source.onerror = () => {
    showStatus("Waiting for brochure proof to come back", true);
    // The browser itself tries again unless it was refused; then the leaflet has gone, or another server answers.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => (subscribe(), show()), 1500);
  };
}

// A page that nobody sees holds no connection: browsers open only six to one server, whatever the number of tabs.
function followVisibility() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    subscribe();
  }
}

export function follow() {
  document.querySelectorAll("[data-part]").forEach((part) => sent.set(part.dataset.part, part.innerHTML));
  document.addEventListener("visibilitychange", followVisibility);
  window.addEventListener("pagehide", () => source?.close());
  addEventListener("resize", sharpen);
  followScreen();
  followVisibility();
  sharpen();
}
