// Keys for the review page, and the words behind the cell in focus. The page works without it.
"use strict";

const form = document.querySelector("form.bundle");
const pieces = document.querySelectorAll(".piece");

function isTyping(element) {
  return element instanceof HTMLElement && element.matches("input:not([type=checkbox]), textarea, select");
}

function mark(reasons) {
  const wanted = new Set(reasons.split(" ").filter(Boolean));
  for (const piece of pieces) {
    const own = piece.dataset.reasons.split(" ");
    piece.classList.toggle("led", own.some((reason) => wanted.has(reason)));
  }
}

document.addEventListener("focusin", (event) => mark(event.target.dataset?.reasons ?? ""));

function focusOn(selector) {
  const element = form.querySelector(selector);
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(document.activeElement)) {
    document.activeElement.blur();
    return;
  }
  if (isTyping(event.target)) return;
  const keyed = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "e") focusOn(".bundle-row input[type=text], .bundle-row select, .bundle-row textarea");
  else if (event.key === "m") focusOn("input.merge");
  else if (keyed && isTyping(keyed)) keyed.focus();
  else if (keyed) keyed.click();
  else return;
  event.preventDefault();
});

form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => form && delete form.dataset.sent);
