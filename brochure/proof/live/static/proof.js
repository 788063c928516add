// The page's script: what follows the reader's hands. What follows the server stands in live.js.

import { arrange } from "./place.js";
import { follow, sharpen, show } from "./live.js";
import { setUpFold } from "./fold.js";
import { setUpCompare } from "./compare.js";
import { mark, unmark } from "./mark.js";

const menu = document.querySelector(".menu");

function setMenu(open) {
  menu.setAttribute("aria-expanded", String(open));
}

function closeMenu() {
  if (menu.getAttribute("aria-expanded") !== "true") return false;
  setMenu(false);
  menu.focus();
  return true;
}

menu.addEventListener("click", () => setMenu(menu.getAttribute("aria-expanded") !== "true"));

document.addEventListener("change", (event) => {
  if (event.target.name !== "show") return;
  const shown = [...document.querySelectorAll("input[name=show]:checked")].map((box) => box.value);
  document.body.dataset.show = shown.join(" ");
  sessionStorage.setItem("show", document.body.dataset.show);
});

document.addEventListener("click", (event) => {
  const closest = (selector) => event.target.closest(selector);
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (closest("[data-opens]")) {
    document.getElementById(closest("[data-opens]").dataset.opens).showModal();
    sharpen();
  } else if (closest("[data-closes]")) {
    closest("dialog").close();
  } else if (closest("[data-marks]")) {
    event.preventDefault();
    mark(closest("[data-marks]").dataset.marks);
  } else if (closest(".list a") && plain) {
    event.preventDefault();
    setMenu(false);
    history.pushState(null, "", closest(".list a").href);
    show({ anew: true });
  }
});

window.addEventListener("popstate", () => show({ anew: true }));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) closeMenu() || unmark();
});

document.body.dataset.show = sessionStorage.getItem("show") ?? "found";
setUpFold();
setUpCompare();
arrange(document);
follow();
