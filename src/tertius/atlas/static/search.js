// Looks words up in the index that the build made: the same letters, one that begins so, and else the nearest spelling.
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
  // What was not asked for so is offered, and is no list to read through.
  var SOME = 12;

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

  // How many letters may differ in a word of some length: two of a short word make another word of it.
  function forgiven(word) { return word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0; }

  // How many letters differ, where two that changed places are one; more than `most` is not counted out.
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var above = [], before = [], row = [], i, j;
    for (j = 0; j <= other.length; j++) row.push(j);
    for (i = 1; i <= one.length; i++) {
      above = before; before = row; row = [i];
      for (j = 1; j <= other.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], above[j - 2] + 1);
      }
    }
    return row[other.length];
  }

  // The terms that a misspelt word comes nearest to: they begin with its letter.
  function near(word) {
    var most = forgiven(word), best = [];
    if (!most) return best;
    all.forEach(function (term) {
      if (term[0] !== word[0]) return;
      var away = distance(word, term, most);
      if (away > most) return;
      if (away < most) { most = away; best = []; }
      best.push(term);
    });
    return best;
  }

  // The terms that a word may mean, each with how well it fits, and those that it only comes near to.
  function meant(word) {
    var fits = new Map(), nearest = [];
    function fit(term, how) { fits.set(term, Math.max(how, fits.get(term) || 0)); }
    if (Object.prototype.hasOwnProperty.call(data.terms, word)) fit(word, 1);
    all.forEach(function (term) {
      if (term === word) return;
      if (word.length >= 2 && term.indexOf(word) === 0) fit(term, 0.9);
      // An inflected name: what follows the name is an ending of up to three letters.
      else if (term.length >= 4 && word.indexOf(term) === 0 && word.length - term.length <= 3) fit(term, 0.8);
    });
    if (fits.size === 0) {
      nearest = near(word);
      nearest.forEach(function (term) { fit(term, 0.5); });
    }
    return { fits: fits, nearest: nearest };
  }

  // A term of the index as a title or a name has it, with its capitals and signs.
  function written(term) {
    var thing = data.things[data.terms[term][0]];
    var words = (thing[1] + " " + thing[3]).split(/[\s!-/:-@[-`{-~·«»„“”’–—]+/);
    for (var k = 0; k < words.length; k++) if (plain(words[k]) === term) return words[k];
    return term;
  }

  // A power comes before the actor of its name, that before a sentence that names it, and a short title before a long one.
  var rank = { power: 0, actor: 1, issue: 2, sector: 3, finding: 4, engagement: 5, source: 6 };
  function sorted(scores) {
    return Array.from(scores).sort(function (a, b) {
      var one = data.things[a[0]], other = data.things[b[0]];
      return b[1] - a[1] || rank[data.kinds[one[0]]] - rank[data.kinds[other[0]]] || one[1].length - other[1].length;
    }).map(function (pair) { return pair[0]; });
  }

  // What has every word; where nothing has, what has some, best first: a rare word says more than a common one.
  function look(text) {
    var words = terms(text), told = [], misspelt = false, every = null, some = new Map();
    words.forEach(function (word) {
      var here = new Map(), one = meant(word);
      one.fits.forEach(function (how, term) {
        data.terms[term].forEach(function (thing) { here.set(thing, Math.max(how, here.get(thing) || 0)); });
      });
      if (one.nearest.length) misspelt = true;
      told.push(one.nearest.length ? one.nearest.slice(0, 3).map(written).join(" / ") : word);
      var rare = Math.log(1 + data.things.length / (here.size || 1)), both = new Map();
      here.forEach(function (how, thing) {
        some.set(thing, how * rare + (some.get(thing) || 0));
        if (every === null) both.set(thing, how);
        else if (every.has(thing)) both.set(thing, how + every.get(thing));
      });
      every = both;
    });
    if (every === null || every.size === 0) return { places: sorted(some).slice(0, SOME), some: true, behind: new Map() };
    var places = sorted(every), behind = new Map();
    // A finding rests on what is said of an actor or an engagement, and its sentence need not name it.
    places.forEach(function (place) {
      (data.rests[place] || []).forEach(function (finding) {
        if (!every.has(finding) && !behind.has(finding)) behind.set(finding, data.things[place][1]);
      });
    });
    return { places: places.concat(Array.from(behind.keys())), behind: behind, meant: misspelt ? told.join(" ") : "" };
  }

  function told(text, looked) {
    var many = looked.places.length;
    if (many === 0) return say("Nothing in this atlas is called so.");
    if (looked.some) return say("Nothing in this atlas has all of these words. What has some of them, the best first:");
    if (looked.meant) return say("Nothing in this atlas is called {asked}. Did you mean: {words}?", { asked: text, words: looked.meant });
    return many > MOST ? say("The first {shown} of {all}", { shown: MOST, all: many }) : say("{count} found", { count: many });
  }

  function show() {
    var text = asked.value.trim();
    hits.textContent = "";
    found.textContent = "";
    if (!text) return;
    var looked = look(text);
    found.textContent = told(text, looked);
    looked.places.slice(0, looked.meant ? SOME : MOST).forEach(function (place) {
      var thing = data.things[place], rests = looked.behind.get(place);
      var item = document.createElement("li"), link = document.createElement("a");
      var more = document.createElement("span");
      link.href = thing[2];
      link.textContent = thing[1];
      more.className = "faint";
      more.textContent = " " + say(data.kinds[thing[0]]) 
        + (rests ? " · " + say("rests on what is said of: {thing}", { thing: rests }) : thing[3] ? " · " + thing[3] : "");
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
