// Narrows a drawing and the table beside it to a power and a year, and keeps the choice in the address.
(function () {
  "use strict";
  var form = document.getElementById("narrow");
  if (!form) return;
  var said = document.getElementById("narrowed");
  var power = form.elements.power, year = form.elements.year;
  var parts = Array.from(document.querySelectorAll("main [data-power]"));
  var rows = parts.filter(function (part) { return part.tagName === "TR"; });
  var ended = parts.filter(function (part) { return part.hasAttribute("data-ends"); });
  // A chart that was made without marks follows the rows of its table by where both lead.
  var bars = Array.from(document.querySelectorAll("main figure svg a")).filter(function (bar) {
    return !bar.hasAttribute("data-power") && !bar.hasAttribute("data-node");
  });
  var nodes = Array.from(document.querySelectorAll("main [data-node]"));

  // A browser takes long to lay out a long table: past so many rows the others come when they are asked for.
  var MOST = 300;
  var tables = Array.from(new Set(rows.map(function (row) { return row.closest("table"); }))).map(function (table) {
    var push = document.createElement("button"), one = { table: table, push: push, whole: false };
    push.type = "button";
    push.hidden = true;
    push.className = "more";
    push.addEventListener("click", function () { one.whole = true; cut(one); });
    table.addEventListener("sorted", function () { cut(one); });
    table.after(push);
    return one;
  });

  function cut(one) {
    var place = 0;
    Array.from(one.table.querySelectorAll("tr[data-power]")).forEach(function (row) {
      if (!row.hidden) place += 1;
      row.classList.toggle("later", !one.whole && !row.hidden && place > MOST);
    });
    one.push.hidden = one.whole || place <= MOST;
    one.push.textContent = TERTIUS_SAY("Show all {count} rows", { count: place });
  }

  // A sign of the drawing may lead to a row that was left for later.
  function reveal() {
    var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    tables.forEach(function (one) {
      if (!row || !row.classList.contains("later") || !one.table.contains(row)) return;
      one.whole = true;
      cut(one);
      row.scrollIntoView();
    });
  }

  // What has no date may have stood in any year; what has no end is not said to have ended.
  function fits(part) {
    var data = part.dataset;
    if (power.value && data.power.split(" ").indexOf(power.value) < 0) return false;
    if (!year.value) return true;
    return !(data.first && data.first > year.value) && !(data.last && data.last < year.value);
  }

  function hide(part, away) {
    if (away) part.setAttribute("hidden", ""); else part.removeAttribute("hidden");
  }

  function show() {
    var alive = new Map(), count = 0;
    parts.forEach(function (part) { hide(part, !fits(part)); });
    ended.forEach(function (part) {
      if (!part.hasAttribute("hidden")) part.dataset.ends.split(" ").forEach(function (end) {
        alive.set(end, (alive.get(end) || 0) + 1);
      });
    });
    nodes.forEach(function (node) {
      var number = node.querySelector("[data-count]"), many = alive.get(node.dataset.node) || 0;
      hide(node, !many);
      if (number) number.textContent = many;
    });
    rows.forEach(function (row) { if (!row.hidden) count += 1; });
    tables.forEach(cut);
    var away = new Set(rows.filter(function (row) { return row.hidden; }).map(function (row) {
      return row.querySelector("a").getAttribute("href");
    }));
    bars.forEach(function (bar) {
      hide(bar, away.has(bar.getAttribute("href") || bar.getAttribute("xlink:href")));
    });
    said.textContent = TERTIUS_SAY("{shown} of {all} " + form.dataset.what, { shown: count, all: rows.length });
  }

  function read() {
    if (location.hash && location.hash.indexOf("=") < 0) {
      show();
      reveal();
      return;
    }
    var asked = new URLSearchParams(location.hash.slice(1));
    [power, year].forEach(function (select) {
      select.value = asked.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show();
  }

  function keep() {
    var chosen = {};
    [power, year].forEach(function (select) { if (select.value) chosen[select.name] = select.value; });
    history.replaceState(null, "", "#" + new URLSearchParams(chosen).toString());
    show();
  }

  form.addEventListener("change", keep);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    power.value = year.value = "";
    keep();
  });
  window.addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
