// Before and after: one picture over the other, parted where the slider stands.

const positions = new Map();

function split(slider) {
  slider.closest(".paper").style.setProperty("--at", `${slider.value}%`);
}

// Each slider where it stood before its part was exchanged.
export function arrangePairs() {
  for (const slider of document.querySelectorAll("[data-pair]")) {
    slider.value = positions.get(slider.dataset.pair) ?? slider.value;
    split(slider);
  }
}

export function setUpCompare() {
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-pair]")) return;
    positions.set(event.target.dataset.pair, event.target.value);
    split(event.target);
  });
}
