// The panel or side that a finding is about: moved to, and marked until Escape.

let marked = "";

export function mark(id) {
  const place = document.getElementById(id);
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
  if (marked) document.getElementById(marked)?.classList.add("marked");
}

export function unmark() {
  marked = "";
  remark();
}
