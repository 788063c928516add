// Puts things in the places that their data-attributes name, in points; and says what the reader had chosen once more.

import { arrangeFold } from "./fold.js";
import { arrangePairs } from "./compare.js";
import { remark } from "./mark.js";

// A window on a part of a picture: "x y width height" of the part, and the picture's width and height.
function crop(frame) {
  const [x, y, width, height, wide, high] = frame.dataset.crop.split(" ").map(Number);
  const image = frame.firstElementChild;
  frame.style.aspectRatio = `${width} / ${height}`;
  image.style.width = `${(wide / width) * 100}%`;
  image.style.height = `${(high / height) * 100}%`;
  image.style.left = `${(-x / width) * 100}%`;
  image.style.top = `${(-y / height) * 100}%`;
}

// A pin: "x y" of its place, and the width and height of what it stands on.
function pin(link) {
  const [x, y, wide, high] = link.dataset.at.split(" ").map(Number);
  link.style.left = `${(x / wide) * 100}%`;
  link.style.top = `${(y / high) * 100}%`;
}

// `root` is the page, or what is about to become a part of it.
export function cropAll(root) {
  root.querySelectorAll("[data-crop]").forEach(crop);
  root.querySelectorAll("[data-at]").forEach(pin);
}

// Everything that the server does not know: what is switched on, marked, opened.
export function arrange(root) {
  cropAll(root);
  const shown = document.body.dataset.show.split(" ");
  document.querySelectorAll("input[name=show]").forEach((box) => (box.checked = shown.includes(box.value)));
  arrangeFold();
  arrangePairs();
  remark();
}
