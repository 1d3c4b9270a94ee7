// Folds the menu on a phone; lets a reader sort a table by a column and take it along as CSV.
(function () {
  "use strict";
  var header = document.querySelector(".top");
  var button = document.getElementById("menu");
  if (header && button) {
    header.classList.add("folds");
    button.hidden = false;
    button.addEventListener("click", function () {
      button.setAttribute("aria-expanded", String(header.classList.toggle("open")));
    });
  }

  function text(cell) { return cell.textContent.replace(/\s+/g, " ").trim(); }

  // A cell that a spreadsheet would take for a formula is marked as text.
  function quoted(value) {
    var safe = /^[=+@\t\r]|^-(?![\d.,]+$)/.test(value) ? "'" + value : value;
    return /[",\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function csv(table) {
    var shown = Array.from(table.rows).filter(function (row) {
      return !row.hidden && !row.parentNode.hidden && !row.classList.contains("section");
    });
    return shown.map(function (row) {
      return Array.from(row.cells).map(function (cell) { return quoted(text(cell)); }).join(",");
    }).join("\r\n") + "\r\n";
  }

  function download(table) {
    var link = document.createElement("a");
    var name = (document.title.split(" · ")[0] || "table").toLowerCase().replace(/[^a-z0-9]+/g, "-");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + csv(table)], { type: "text/csv" }));
    link.download = name.slice(0, 60) + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function number(value) {
    var digits = value.replace(/,/g, "").match(/^-?[\d.]+/);
    return digits ? Number(digits[0]) : NaN;
  }

  function compare(a, b) {
    var one = number(a), other = number(b);
    if (!isNaN(one) && !isNaN(other) && one !== other) return one - other;
    return a.localeCompare(b);
  }

  function sortable(table) {
    if (table.tBodies.length !== 1) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (head, place) {
      var push = document.createElement("button");
      push.type = "button";
      push.className = "sort";
      push.append.apply(push, Array.from(head.childNodes));
      head.append(push);
      push.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.from(head.parentNode.cells).forEach(function (one) { one.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var rows = Array.from(table.tBodies[0].rows);
        rows.sort(function (a, b) {
          return (up ? 1 : -1) * compare(text(a.cells[place]), text(b.cells[place]));
        });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  }

  Array.from(document.querySelectorAll("table.list, table.matrix, table.ledger")).forEach(function (table) {
    if (table.classList.contains("list") && table.tHead && table.rows.length > 3) sortable(table);
    var box = table.closest(".scroll");
    if (!box || table.rows.length < 3) return;
    var line = document.createElement("p");
    var push = document.createElement("button");
    line.className = "take";
    push.type = "button";
    push.textContent = "Download this table (CSV)";
    push.addEventListener("click", function () { download(table); });
    line.append(push);
    box.after(line);
  });

  // Says of a box that it scrolls, where it does.
  function hint() {
    Array.from(document.querySelectorAll(".scroll")).forEach(function (box) {
      box.classList.toggle("wide", box.scrollWidth > box.clientWidth + 4);
    });
  }
  window.addEventListener("resize", hint);
  hint();
})();
