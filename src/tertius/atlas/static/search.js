// Looks words up in the index that the build made: the same letters, else one that begins so, else one like it.
(function () {
  "use strict";
  var form = document.getElementById("find");
  if (!form || typeof TERTIUS_SEARCH === "undefined") return;
  var data = TERTIUS_SEARCH, say = TERTIUS_SAY;
  var asked = document.getElementById("asked");
  var found = document.getElementById("found");
  var hits = document.getElementById("hits");
  var all = Object.keys(data.terms);
  var MOST = 60;

  var CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    "й": "j", "ы": "y", "э": "e", "ю": "ju", "я": "ja", "щ": "sc", "ь": "", "ъ": "", "ё": "e"
  };

  // Small Latin letters without signs; Chinese characters and what else there is stay.
  function plain(text) {
    var small = text.toLowerCase().replace(/[\u0400-\u045f]/g, function (c) { return c in CYRILLIC ? CYRILLIC[c] : c; });
    return small.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "dj").replace(/ł/g, "l").replace(/ß/g, "ss");
  }

  function terms(text) {
    var words = plain(text).match(/[\u3400-\u9fff]+|[^\s\u3400-\u9fff!-/:-@[-`{-~·«»„“”’–—]+/g) || [];
    var listed = [];
    words.forEach(function (word) {
      if (!/[\u3400-\u9fff]/.test(word) || word.length === 1) listed.push(word);
      else for (var k = 0; k < word.length - 1; k++) listed.push(word.slice(k, k + 2));
    });
    return listed;
  }

  function grams(word) {
    var padded = "  " + word + " ", set = new Set();
    for (var k = 0; k < padded.length - 2; k++) set.add(padded.slice(k, k + 3));
    return set;
  }

  var sets = null;

  // How near a term of the index is to a word, from 0 to 1, by the groups of three letters that both have.
  function near(word) {
    sets = sets || all.map(grams);
    var mine = grams(word), best = [];
    sets.forEach(function (set, place) {
      var shared = 0;
      mine.forEach(function (gram) { if (set.has(gram)) shared += 1; });
      var share = 2 * shared / (mine.size + set.size);
      if (share >= 0.35) best.push([all[place], share * 0.6]);
    });
    return best;
  }

  // The terms that a word may mean, each with how well it fits.
  function meant(word) {
    var fits = new Map();
    function fit(term, how) { fits.set(term, Math.max(how, fits.get(term) || 0)); }
    if (Object.prototype.hasOwnProperty.call(data.terms, word)) fit(word, 1);
    all.forEach(function (term) {
      if (term === word) return;
      if (word.length >= 2 && term.indexOf(word) === 0) fit(term, 0.9);
      // An inflected name: what follows the name is an ending of up to three letters.
      else if (term.length >= 4 && word.indexOf(term) === 0 && word.length - term.length <= 3) fit(term, 0.8);
    });
    if (fits.size === 0 && word.length >= 4) near(word).forEach(function (one) { fit(one[0], one[1]); });
    return fits;
  }

  function look(text) {
    var scores = null;
    terms(text).forEach(function (word) {
      var here = new Map();
      meant(word).forEach(function (how, term) {
        data.terms[term].forEach(function (thing) { here.set(thing, Math.max(how, here.get(thing) || 0)); });
      });
      if (scores === null) { scores = here; return; }
      var both = new Map();
      scores.forEach(function (how, thing) { if (here.has(thing)) both.set(thing, how + here.get(thing)); });
      scores = both;
    });
    // A power comes before the actor of its name, that before a sentence that names it, and a short title before a long one.
    var rank = { power: 0, actor: 1, finding: 2, engagement: 3, source: 4 };
    return Array.from(scores || []).sort(function (a, b) {
      var one = data.things[a[0]], other = data.things[b[0]];
      return b[1] - a[1] || rank[data.kinds[one[0]]] - rank[data.kinds[other[0]]] || one[1].length - other[1].length;
    }).map(function (pair) { return data.things[pair[0]]; });
  }

  function show() {
    var text = asked.value.trim();
    hits.textContent = "";
    found.textContent = "";
    if (!text) return;
    var listed = look(text);
    found.textContent = listed.length === 0 ? say("Nothing in this atlas is called so.")
      : listed.length > MOST ? say("The first {shown} of {all}", { shown: MOST, all: listed.length })
      : say("{count} found", { count: listed.length });
    listed.slice(0, MOST).forEach(function (thing) {
      var item = document.createElement("li"), link = document.createElement("a");
      var more = document.createElement("span");
      link.href = thing[2];
      link.textContent = thing[1];
      more.className = "faint";
      more.textContent = " " + say(data.kinds[thing[0]]) + (thing[3] ? " · " + thing[3] : "");
      item.append(link, more);
      hits.append(item);
    });
  }

  function read() {
    asked.value = new URLSearchParams(location.hash.slice(1)).get("q") || "";
    show();
  }

  asked.addEventListener("input", function () {
    history.replaceState(null, "", "#" + new URLSearchParams({ q: asked.value }).toString());
    show();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
