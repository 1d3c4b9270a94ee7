// Narrows and orders the list of findings, and keeps the choice in the address so that a view can be shared.
(function () {
  "use strict";
  var form = document.getElementById("filters");
  var table = document.getElementById("findings");
  if (!form || !table) return;
  var said = document.getElementById("filtered");
  var bodies = Array.from(table.tBodies);
  var rows = Array.from(table.querySelectorAll("tbody tr:not(.section)"));
  var home = new Map(rows.map(function (row) { return [row, row.parentNode]; }));
  var sorted = document.createElement("tbody");
  var selects = Array.from(form.querySelectorAll("select"));

  function choices() {
    var chosen = {};
    selects.forEach(function (select) { if (select.value) chosen[select.name] = select.value; });
    return chosen;
  }

  function fits(row, chosen) {
    return Object.keys(chosen).every(function (key) {
      return key === "sort" || (row.dataset[key] || "").split(" ").indexOf(chosen[key]) >= 0;
    });
  }

  function key(row, by) {
    return by === "statement" ? row.cells[0].textContent.toLowerCase() : row.dataset[by] || "";
  }

  function order(by) {
    var first = rows.slice();
    if (by) first.sort(function (a, b) { return key(a, by).localeCompare(key(b, by)); });
    first.forEach(function (row) { (by ? sorted : home.get(row)).appendChild(row); });
    if (by) table.appendChild(sorted); else sorted.remove();
  }

  function show() {
    var chosen = choices(), count = 0;
    order(chosen.sort);
    rows.forEach(function (row) {
      row.hidden = !fits(row, chosen);
      if (!row.hidden) count += 1;
    });
    bodies.forEach(function (body) {
      body.hidden = !Array.from(body.rows).some(function (row) {
        return !row.hidden && !row.classList.contains("section");
      });
    });
    said.textContent = TERTIUS_SAY("{shown} of {all} findings", { shown: count, all: rows.length });
  }

  function read() {
    var asked = new URLSearchParams(location.hash.slice(1));
    selects.forEach(function (select) {
      select.value = asked.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show();
  }

  form.addEventListener("change", function () {
    history.replaceState(null, "", "#" + new URLSearchParams(choices()).toString());
    show();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    selects.forEach(function (select) { select.value = ""; });
    history.replaceState(null, "", "#");
    show();
  });
  window.addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
