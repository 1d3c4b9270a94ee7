// Tells what findings come to without the sources that the reader ticks off.
(function () {
  "use strict";
  var box = document.getElementById("leaving");
  if (!box || typeof TERTIUS_LEAVING === "undefined") return;
  var data = TERTIUS_LEAVING, say = TERTIUS_SAY;
  var mine = data.findings.find(function (f) { return f.id === box.dataset.finding; });
  var root = box.dataset.root;
  var said = document.getElementById("leaving-said");
  var others = document.getElementById("leaving-others");
  var boxes = Array.from(box.querySelectorAll("input[type=checkbox]"));

  // The letter of a finding without some origins; null where it was not computed.
  function told(finding, gone) {
    var n = finding.origins.length;
    var places = [];
    finding.origins.forEach(function (origin, place) { if (gone.has(origin)) places.push(place); });
    if (places.length === 0) return finding.now;
    if (finding.all) {
      return finding.told[places.reduce(function (mask, place) { return mask + Math.pow(2, place); }, 0)];
    }
    if (places.length === 1) return finding.told[places[0]];
    if (places.length > 2) return null;
    var first = places[0], second = places[1], before = n;
    for (var k = 0; k < first; k++) before += n - 1 - k;
    return finding.told[before + second - first - 1];
  }

  function told_of(alone, stays, values) {
    if (alone) {
      return stays ? say("Without this source this finding stays: {verdict}.", values)
        : say("Without this source this finding is another: {verdict}.", values);
    }
    return stays ? say("Without these {count} sources this finding stays: {verdict}.", values)
      : say("Without these {count} sources this finding is another: {verdict}.", values);
  }

  function show() {
    var gone = new Set(boxes.filter(function (b) { return b.checked; })
      .map(function (b) { return mine.origins[Number(b.value)]; }));
    others.textContent = "";
    if (gone.size === 0) {
      said.textContent = say("All sources count: {verdict}.", { verdict: data.words[mine.now] });
      return;
    }
    var here = told(mine, gone);
    said.textContent = here === null
      ? say("Three or more sources at once are not computed for this finding.")
      : told_of(gone.size === 1, here === mine.now, { count: gone.size, verdict: data.words[here] });
    said.className = here === null || here === mine.now ? "" : "falls";
    var turned = data.findings.filter(function (f) {
      var there = f.id === mine.id ? null : told(f, gone);
      return there !== null && there !== f.now;
    });
    if (turned.length === 0) return;
    var line = document.createElement("p");
    line.textContent = turned.length === 1 ? say("1 other finding changes too:")
      : say("{count} other findings change too:", { count: turned.length });
    var list = document.createElement("ul");
    turned.forEach(function (f) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = root + f.href;
      link.textContent = f.statement;
      item.append(link, " " + data.words[f.now] + " → " + data.words[told(f, gone)]);
      list.append(item);
    });
    others.append(line, list);
  }

  box.hidden = false;
  boxes.forEach(function (b) { b.addEventListener("change", show); });
  document.getElementById("leaving-none").addEventListener("click", function () {
    boxes.forEach(function (b) { b.checked = false; });
    show();
  });
  show();
})();
