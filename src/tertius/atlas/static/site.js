// A message of the scripts in the language of the page, with values in place of its {names}; words.js has the
// messages of a page that is not in English.
var TERTIUS_SAY = function (message, values) {
  "use strict";
  var words = typeof TERTIUS_WORDS === "undefined" ? {} : TERTIUS_WORDS;
  var said = Object.prototype.hasOwnProperty.call(words, message) ? words[message] : message;
  return said.replace(/\{(\w+)\}/g, function (place, name) { return values[name]; });
};

// Folds the menu on a phone; lets a reader sort a table, and take tables and pictures along as they are shown.
(function () {
  "use strict";
  var say = TERTIUS_SAY;
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

  function shown(table) {
    return Array.from(table.rows).filter(function (row) {
      return !row.hidden && !row.parentNode.hidden && !row.classList.contains("section");
    });
  }

  function csv(table) {
    return "\ufeff" + shown(table).map(function (row) {
      return Array.from(row.cells).map(function (cell) { return quoted(text(cell)); }).join(",");
    }).join("\r\n") + "\r\n";
  }

  // The rows as they are shown, each with the words of the head; a table with one head row alone.
  function json(table) {
    var rows = shown(table), names = Array.from(rows[0].cells).map(text);
    return JSON.stringify(rows.slice(1).map(function (row) {
      var record = {};
      Array.from(row.cells).forEach(function (cell, place) { record[names[place]] = text(cell); });
      return record;
    }), null, 1) + "\n";
  }

  // The picture as it is shown, without what a filter hides.
  function picture(svg) {
    var copy = svg.cloneNode(true);
    Array.from(copy.querySelectorAll("[hidden]")).forEach(function (part) { part.remove(); });
    Array.from(copy.querySelectorAll("a")).forEach(function (link) {
      var href = link.getAttribute("href") || link.getAttribute("xlink:href");
      if (href) link.setAttribute("href", new URL(href, location.href).href);
      link.removeAttribute("xlink:href");
    });
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(copy);
  }

  function save(blob, ending) {
    var link = document.createElement("a");
    var name = (document.title.split(" · ")[0] || "atlas").toLowerCase().replace(/[^a-z0-9]+/g, "-");
    link.href = URL.createObjectURL(blob);
    link.download = name.slice(0, 60) + "." + ending;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  // The same in dots, twice as many as on the screen so that it can be printed.
  function dots(svg) {
    var image = new Image(), canvas = document.createElement("canvas"), box = svg.getBoundingClientRect();
    image.onload = function () {
      canvas.width = 2 * box.width;
      canvas.height = 2 * box.height;
      var pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(blob, "png"); }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(picture(svg));
  }

  function offer(after, choices) {
    var line = document.createElement("p");
    line.className = "take";
    choices.forEach(function (choice) {
      var push = document.createElement("button");
      push.type = "button";
      push.textContent = choice[0];
      push.addEventListener("click", choice[1]);
      line.append(push, " ");
    });
    after.after(line);
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
        table.dispatchEvent(new Event("sorted"));
      });
    });
  }

  Array.from(document.querySelectorAll("table.list, table.matrix, table.ledger")).forEach(function (table) {
    if (table.classList.contains("list") && table.tHead && table.rows.length > 3) sortable(table);
    var box = table.closest(".scroll");
    if (!box || table.rows.length < 3) return;
    var choices = [[say("Download this table (CSV)"), function () { save(new Blob([csv(table)], { type: "text/csv" }), "csv"); }]];
    if (table.tHead && table.tHead.rows.length === 1) {
      choices.push(["JSON", function () { save(new Blob([json(table)], { type: "application/json" }), "json"); }]);
    }
    offer(box, choices);
  });

  Array.from(document.querySelectorAll("figure.chart svg")).forEach(function (svg) {
    offer(svg.closest("figure").querySelector("figcaption"), [
      [say("Download this picture (SVG)"), function () { save(new Blob([picture(svg)], { type: "image/svg+xml" }), "svg"); }],
      ["PNG", function () { dots(svg); }]
    ]);
  });

  // Where the atlas is served beside the review, a claim leads to its words in the stored text.
  if (location.protocol === "http:" && /^(127\.0\.0\.1|localhost)$/.test(location.hostname)) {
    Array.from(document.querySelectorAll("[data-stored]")).forEach(function (place) {
      var link = document.createElement("a");
      link.className = "out";
      link.href = "/review/code?source=" + encodeURIComponent(place.dataset.stored) +
        "&row=" + encodeURIComponent(place.dataset.row) + "#marked";
      link.textContent = say("in the stored text");
      place.append(link, " · ");
    });
  }

  // Says of a box that it scrolls, where it does.
  function hint() {
    Array.from(document.querySelectorAll(".scroll")).forEach(function (box) {
      box.dataset.hint = box.dataset.start ? say("← The picture goes on to both sides →")
        : box.closest(".chart") ? say("The picture goes on to the right →")
        : say("The table goes on to the right: scroll sideways →");
      box.classList.remove("fitted", "wide");
      var over = box.scrollWidth - box.clientWidth;
      // A picture a little wider than the screen is drawn smaller: to scroll for its edge is worse.
      box.classList.toggle("fitted", Boolean(box.closest(".chart")) && over > 0 && over < box.clientWidth / 10);
      box.classList.toggle("wide", box.scrollWidth > box.clientWidth + 4);
    });
  }
  // A drawing whose middle says most is shown from there, where it is wider than the screen.
  Array.from(document.querySelectorAll("[data-start=middle]")).forEach(function (box) {
    box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  });
  window.addEventListener("resize", hint);
  hint();
})();
