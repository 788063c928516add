// What is pointed at: the panel or side that a finding is about, its pin on a picture, or the finding in the list. It is
// moved to, and marked until Escape.

let marked = "";

// A pin stands on the sheet, and on the panel in reading order, of which narrow screens show the latter.
function placesOf(id) {
  const places = [...document.querySelectorAll(`[data-pin="${CSS.escape(id)}"]`)];
  const place = document.getElementById(id);
  return places.length || !place ? places : [place];
}

export function mark(id) {
  const place = placesOf(id).find((each) => each.getClientRects().length);
  if (!place) return;
  marked = id;
  remark();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  place.focus({ preventScroll: true });
}

// After a part was exchanged.
export function remark() {
  document.querySelectorAll(".marked").forEach((place) => place.classList.remove("marked"));
  if (marked) placesOf(marked).forEach((place) => place.classList.add("marked"));
}

export function unmark() {
  marked = "";
  remark();
}
