// Keys for the form of an engagement, words taken from the stored text, and what each field becomes. The form works without it.
"use strict";

const form = document.querySelector("form.engagement");
const stored = document.querySelector(".stored");
const take = document.querySelector("[data-take]");

function isTyping(element) {
  return element instanceof HTMLElement && element.matches("input, textarea, select");
}

document.getElementById("marked")?.scrollIntoView({ block: "center" });

// What fields become: asked when somebody leaves one, never twice at once.
let asking = false;
let again = false;

async function look() {
  if (asking) { again = true; return; }
  asking = true;
  const sent = new URLSearchParams(new FormData(form));
  sent.set("do", "look");
  try {
    const answer = await fetch("/review/code", { method: "POST", body: sent });
    if (answer.ok && answer.headers.get("content-type")?.startsWith("application/json")) show(await answer.json());
  } catch {
    // The server was stopped: what was typed stays in the form.
  }
  asking = false;
  if (again) { again = false; look(); }
}

function show(told) {
  for (const element of form.querySelectorAll(".told")) {
    const name = element.dataset.for;
    const typed = form.elements.namedItem(name)?.value;
    const wrong = typed ? told.faults[name] : undefined;
    const became = told.became[name];
    element.textContent = wrong ?? (became ? `→ ${became}` : "");
    element.classList.toggle("wrong", Boolean(wrong));
  }
}

form?.addEventListener("change", look);

// Words of the text that are marked with the mouse or the keyboard become the quote, and their page its locator.
function marked() {
  const selection = document.getSelection();
  if (!stored || !selection || selection.isCollapsed || !stored.contains(selection.anchorNode)) return null;
  const text = selection.toString().replace(/\s+/g, " ").trim();
  return text ? { text, range: selection.getRangeAt(0) } : null;
}

document.addEventListener("selectionchange", () => { if (take) take.hidden = !marked(); });

function takeMarked() {
  const words = marked();
  if (!words) return false;
  form.elements.namedItem("quote").value = words.text;
  let place = "";
  for (const element of stored.querySelectorAll(".place")) {
    if (words.range.comparePoint(element, 0) > 0) break;
    if (words.range.comparePoint(element, 0) < 0) place = element.dataset.place;
  }
  if (place) form.elements.namedItem("locator").value = place;
  look();
  form.elements.namedItem("quote").focus();
  return true;
}

take?.addEventListener("mousedown", (event) => event.preventDefault());
take?.addEventListener("click", takeMarked);

document.addEventListener("keydown", (event) => {
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(document.activeElement)) {
    event.preventDefault();
    form.querySelector('[data-key="a"]').click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(document.activeElement)) { document.activeElement.blur(); return; }
  if (event.key === "Enter" && form.contains(event.target) && event.target.matches("input")) {
    // Enter in a field would send the form half filled: it goes on to the next field instead.
    event.preventDefault();
    const fields = [...form.querySelectorAll("input[type=text], textarea")].filter((one) => one.offsetParent);
    fields[fields.indexOf(event.target) + 1]?.focus();
    return;
  }
  if (isTyping(event.target)) return;
  if (event.key === "q" && takeMarked()) event.preventDefault();
  else if (event.key === "e") { form.querySelector("input[type=text]").focus(); event.preventDefault(); }
  else if (event.key === "a" || event.key === "c") { form.querySelector(`[data-key="${event.key}"]`).click(); event.preventDefault(); }
});

form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => form && delete form.dataset.sent);
