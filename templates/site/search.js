// The search of the site: it reads the index that tracker/report/search_index.py writes, from a disk or from a host.
// Every file of the index is a script that calls trackerSearch; nothing is fetched in another way. What stands in a
// file of the index is set as text, never as markup.
"use strict";
const trackerSearch = (() => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;
  const DIGIT = /[0-9]/;
  const PAGE = 10; // texts that are shown at once
  const TRIES = 30; // texts that are read at most before the reader is asked again
  const AROUND = 36; // signs before the first mark of a passage
  const base = new URL(".", document.currentScript.src);
  const files = new Map();
  let states, segments, wide, narrow, runs;

  // --- the files ----------------------------------------------------------------------------------------------------

  // What one file of the index told, loaded once; null where it is not there.
  function load(name) {
    let file = files.get(name);
    if (!file) {
      file = { value: null };
      file.ready = new Promise((done) => {
        const script = document.createElement("script");
        script.src = new URL(name, base).href;
        script.onload = script.onerror = () => {
          script.remove();
          done(file.value);
        };
        document.head.append(script);
      });
      files.set(name, file);
    }
    return file.ready;
  }

  function keep(name, value) {
    const file = files.get(name);
    if (file) file.value = value;
  }

  async function needed(name) {
    const value = await load(name);
    if (value === null) throw new Error(name);
    return value;
  }

  let opening;
  function open() {
    opening = opening || needed("index.js").then(async (head) => {
      const signs = classOf(head.wide), letters = classOf(head.narrow);
      wide = new RegExp(`^[${signs}]`, "u");
      narrow = new RegExp(`[${letters}]`, "u");
      runs = new RegExp(`[${signs}]+|[${letters}]+(?:(?<=[0-9])\\.[0-9][${letters}]*)*`, "gu");
      states = {
        word: (text) => head.names[VALUES[head.states.charCodeAt(text)]][0],
        live: (text) => head.names[VALUES[head.states.charCodeAt(text)]][1],
      };
      segments = await Promise.all(head.segments.map(segmentOf));
    });
    return opening;
  }

  async function segmentOf([start]) {
    const { ends, shards } = await needed(`s${start}/units.js`);
    const last = numbersIn(ends);
    return { start, last, shards };
  }

  function classOf(ranges) {
    return ranges.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");
  }

  // --- words, as search_words.py has them ---------------------------------------------------------------------------

  const forms = new Map();
  function formOf(sign) {
    let form = forms.get(sign);
    if (form === undefined) forms.set(sign, (form = sign.normalize("NFKC").toLowerCase()));
    return form;
  }

  // The form of a text: sign by sign where signs beside each other would change each other.
  function plain(text) {
    if (!/[\p{M}\u03a3\u1100-\u11ff\uff9e\uff9f]/u.test(text)) return text.normalize("NFKC").toLowerCase();
    let form = "";
    for (const sign of text) form += formOf(sign);
    return form;
  }

  // For every code unit of a text's plain form the place in the text that it is from.
  function placesOf(text) {
    const places = [];
    let place = 0;
    for (const sign of text) {
      for (let unit = formOf(sign).length; unit > 0; unit -= 1) places.push(place);
      place += sign.length;
    }
    places.push(place);
    return places;
  }

  // The words of the index that a text has in which this stands: ``few`` of them first, then all the ``others``.
  function keysOf(form) {
    const few = new Set(), others = new Set();
    for (const [run] of form.matchAll(runs)) {
      const signs = Array.from(run);
      if (signs.length === 1 || !wide.test(run)) {
        few.add(run);
        continue;
      }
      const last = signs.length - 2;
      for (let place = 0; place <= last; place += 1) {
        (place % 2 === 0 || place === last ? few : others).add(signs[place] + signs[place + 1]);
      }
    }
    return { few: [...few], others: [...others].filter((key) => !few.has(key)) };
  }

  // Where what was asked for begins in a text; never within a longer word or number.
  function placeIn(form, asked, after) {
    const joined = (inner, beside, beyond) => beside !== undefined && narrow.test(inner) &&
      (narrow.test(beside) || (beside === "." && beyond !== undefined && DIGIT.test(inner) && DIGIT.test(beyond)));
    for (let at = form.indexOf(asked, after); at >= 0; at = form.indexOf(asked, at + 1)) {
      const end = at + asked.length;
      if (!joined(asked[0], form[at - 1], form[at - 2]) && !joined(asked[asked.length - 1], form[end], form[end + 1])) {
        return at;
      }
    }
    return -1;
  }

  // --- lists, as search_postings.py writes them ---------------------------------------------------------------------

  function hashed(word) {
    let value = 0x811c9dc5;
    for (const sign of word) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193) >>> 0;
    return value;
  }

  // The two lists of a word in a segment, of units and of titles; empty where it does not stand there.
  async function listsOf(segment, word) {
    const lines = await needed(`s${segment.start}/w${hashed(word) % segment.shards}.js`);
    const mark = `\n${word}\t`, at = lines.indexOf(mark);
    if (at < 0) return ["", ""];
    const [units, titles] = lines.slice(at + mark.length, lines.indexOf("\n", at + mark.length)).split("\t");
    return [units, titles || ""];
  }

  function numbersIn(list) {
    const found = [];
    if (list.startsWith("!")) {
      for (let place = 1; place < list.length; place += 1) {
        const bits = VALUES[list.charCodeAt(place)];
        for (let bit = 0; bit < 6; bit += 1) if (bits >> bit & 1) found.push((place - 1) * 6 + bit);
      }
      return found;
    }
    let number = -1, gap = 0, weight = 1;
    for (let place = 0; place < list.length; place += 1) {
      const value = VALUES[list.charCodeAt(place)];
      gap += (value & 31) * weight;
      weight *= 32;
      if (value < 32) {
        number += gap + 1;
        found.push(number);
        gap = 0;
        weight = 1;
      }
    }
    return found;
  }

  // What two rising lists have both.
  function both(some, others) {
    const found = [];
    for (let one = 0, other = 0; one < some.length && other < others.length;) {
      if (some[one] === others[other]) found.push(some[one]);
      if (some[one] <= others[other]) one += 1;
      else other += 1;
    }
    return found;
  }

  // What all of some lists have, the shortest first; nothing where there is no list.
  function shared(lists) {
    const rising = lists.sort((one, other) => one.length - other.length).map(numbersIn);
    return rising.length ? rising.reduce((some, others) => both(some, others)) : [];
  }

  function either(lists) {
    return [...new Set(lists.flatMap(numbersIn))].sort((one, other) => one - other);
  }

  // The texts in which some rising units stand.
  function textsOf(segment, units) {
    const found = [];
    let text = 0;
    for (const unit of units) {
      while (segment.last[text] < unit) text += 1;
      if (found[found.length - 1] !== text) found.push(text);
    }
    return found;
  }

  // --- an answer ----------------------------------------------------------------------------------------------------

  // What was asked for: its words with those of the index, the labels of articles among them, and a number if it is one.
  async function questionOf(asked) {
    const words = [], labels = [];
    for (const part of asked.trim().split(/\s+/u)) {
      const form = plain(part), keys = form ? keysOf(form) : { few: [] };
      if (await isLabel(form)) labels.push(form);
      else if (keys.few.length && keys.few.length < 100) words.push({ form, keys });
    }
    const number = Array.from(plain(asked).matchAll(runs), ([run]) => run).join("");
    return { words, labels, number: DIGIT.test(number) && wide.test(number) ? number : "" };
  }

  // Whether some text has an article of this label.
  async function isLabel(form) {
    if (!/^第.{1,20}条/u.test(form)) return false;
    const lists = await Promise.all(segments.map((segment) => listsOf(segment, `@${form}`)));
    return lists.some(([units]) => units);
  }

  // The texts of a segment that may hold what was asked for: for each word its units, and which texts have it in their
  // title. With ``all`` the words are looked up by all their keys, which finds fewer texts that only seem to hold them.
  async function heldIn(segment, question, all) {
    const [numbered, labelled, ...looked] = await Promise.all([
      question.number ? listsOf(segment, `#${question.number}`) : ["", ""],
      Promise.all(question.labels.map((label) => listsOf(segment, `@${label}`))),
      ...question.words.map(({ keys }) =>
        Promise.all([...keys.few, ...(all ? keys.others : [])].map((key) => listsOf(segment, key)))),
    ]);
    const place = labelled.length ? either(labelled.map(([units]) => units)) : null;
    let units = looked.map((lists) => shared(lists.map(([list]) => list)));
    if (place) units = units.length ? units.map((some) => both(some, place)) : [place];
    const texts = units.map((some) => textsOf(segment, some));
    return {
      segment,
      units,
      texts: texts.length ? texts.reduce((some, others) => both(some, others)) : [],
      titled: new Set(place ? [] : shared(looked.flat().map(([, list]) => list))),
      numbered: new Set(textsOf(segment, numbersIn(numbered[0]))),
    };
  }

  // The texts that may hold what was asked for in their order: the number that was asked for, then what is in force,
  // titles before other words, the newest first.
  function ordered(held) {
    const buckets = [[], [], [], [], []];
    for (const one of [...held].reverse()) {
      const { segment, texts, titled, numbered } = one;
      for (const text of [...numbered].reverse()) buckets[0].push({ held: one, text, numbered: true });
      for (let place = texts.length - 1; place >= 0; place -= 1) {
        const text = texts[place];
        if (numbered.has(text)) continue;
        const bucket = (states.live(segment.start + text) ? 1 : 3) + (titled.has(text) ? 0 : 1);
        buckets[bucket].push({ held: one, text, numbered: false });
      }
    }
    return buckets.flat();
  }

  // Whether a text really holds what was asked for: its head and the passages to show; null where it does not.
  async function verified({ held, text, numbered }, question) {
    const { segment, units } = held;
    const first = text ? segment.last[text - 1] + 1 : 0, end = segment.last[text] + 1;
    const read = (unit) => needed(`s${segment.start}/${unit}.js`);
    const found = { segment, text: segment.start + text, head: null, passages: [] };
    if (numbered) return { ...found, head: await read(first) };
    const [whole] = units.length > 1 ? units.map((some) => within(some, first, end)).reduce(both) : [];
    if (whole !== undefined) {
      found.head = await read(whole);
      const passage = passageIn(found.head, question.words, question.labels);
      if (passage) return { ...found, passages: [passage] };
    }
    for (let turn = 0; turn < units.length; turn += 1) {
      const own = within(units[turn], first, end);
      const common = own.filter((unit) => units.every((some) => within(some, unit, unit + 1).length));
      let holds = false;
      for (const unit of new Set([...common, ...own])) {
        found.head = await read(unit);
        const word = question.words[turn], passage = passageIn(found.head, word ? [word] : [], question.labels);
        if (passage && !found.passages.includes(passage)) found.passages.push(passage);
        holds = Boolean(passage) || (unit === first && word !== undefined && !question.labels.length && inHead(found.head, word));
        if (holds) break;
      }
      if (!holds) return null;
    }
    return found;
  }

  // The part of a rising list from one number up to before another.
  function within(units, first, end) {
    let low = 0, high = units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (units[middle] < first) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < units.length && units[low] < end; low += 1) found.push(units[low]);
    return found;
  }

  // The first passage of a unit in which all of some words stand, in one of the articles that are asked for.
  function passageIn(unit, words, labels) {
    return unit.passages.find(([, articles, , text]) =>
      (!labels.length || labels.some((label) => articles.includes(label))) &&
      words.every((word) => placeIn(plain(text), word.form, 0) >= 0));
  }

  function inHead(unit, word) {
    return [unit.title, unit.number, unit.issuer].some((said) => placeIn(plain(said), word.form, 0) >= 0);
  }

  // An answer to what was asked: ``more`` gives the next texts that hold it, ``atMost`` is how many there can be.
  async function ask(asked) {
    await open();
    const question = await questionOf(asked);
    const look = async (all) => ordered(await Promise.all(segments.map((one) => heldIn(one, question, all))));
    let waiting = await look(false), refined = !question.words.some(({ keys }) => keys.others.length), shown = 0;
    const tried = new Set();
    return {
      question,
      get atMost() { return shown + waiting.length; },
      get done() { return waiting.length === 0; },
      async more(count = PAGE) {
        const found = [];
        for (let tries = 0; found.length < count && waiting.length && tries < TRIES + count;) {
          const some = waiting.splice(0, count - found.length);
          tries += some.length;
          for (const one of some) tried.add(one.held.segment.start + one.text);
          const checked = (await Promise.all(some.map((one) => verified(one, question)))).filter((one) => one);
          found.push(...checked);
          if (!refined && checked.length < some.length && waiting.length) {
            refined = true;
            waiting = (await look(true)).filter((one) => !tried.has(one.held.segment.start + one.text));
          }
        }
        shown += found.length;
        return found;
      },
    };
  }

  // --- the page -----------------------------------------------------------------------------------------------------

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  // A text with what was asked for marked; ``around`` cuts it to what stands about the first mark.
  function marked(className, text, words, around) {
    const spans = spansIn(text, words);
    const made = element("span", className);
    let start = 0, end = text.length;
    if (around && text.length > 3 * around) {
      start = whole(text, spans.length && spans[0][0] > around * 1.5 ? spans[0][0] - around : 0);
      end = whole(text, Math.min(text.length, start + 3 * around));
    }
    if (start > 0) made.append("…");
    let place = start;
    for (const [first, last] of spans) {
      if (first < place || first >= end) continue;
      made.append(text.slice(place, first), element("mark", "", text.slice(first, Math.min(last, end))));
      place = Math.min(last, end);
    }
    made.append(text.slice(place, end));
    if (end < text.length) made.append("…");
    return made;
  }

  function spansIn(text, words) {
    const spans = [], form = plain(text), places = words.length ? placesOf(text) : [];
    for (const word of words) {
      for (let at = placeIn(form, word.form, 0); at >= 0 && spans.length < 200; at = placeIn(form, word.form, at + 1)) {
        spans.push([places[at], places[at + word.form.length]]);
      }
    }
    return spans.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  }

  // A place in a text that cuts no sign in two.
  function whole(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  }

  // A link to a page of this site; words alone where an address leads elsewhere.
  function link(url, anchor, content) {
    const address = new URL(url, new URL("..", base));
    if (anchor) address.hash = anchor;
    const inside = address.href.startsWith(new URL("..", base).href);
    const made = element(inside ? "a" : "span", "", content);
    if (inside) made.href = address.href;
    return made;
  }

  function result(found, words) {
    const { head } = found, state = states.word(found.text), live = states.live(found.text);
    const facts = [["state", state, []], ["number", head.number, words], ["issuer", head.issuer, words], ["day", head.day, []]];
    const item = element("li", live ? "live" : "",
      element("p", "title", link(head.url, "", marked("", head.title, words, 0))),
      element("p", "facts", ...facts.filter(([, said]) => said)
        .flatMap(([name, said, own]) => [marked(name, said, own, 0), " "])));
    for (const [label, , anchor, text] of found.passages.slice(0, 3)) {
      const place = label ? [link(head.url, anchor, label), " "] : [];
      item.append(element("p", "passage", ...place, marked("", text, words, AROUND)));
    }
    return item;
  }

  function attach(form) {
    const field = form.querySelector("input"), found = form.querySelector(".found"), said = found.dataset;
    const list = found.querySelector("ol"), status = found.querySelector("p"), button = found.querySelector("button");
    let turn = 0, answer = null, timer;

    async function show(mine, append) {
      const items = (await answer.more()).map((one) => result(one, answer.question.words));
      if (mine !== turn) return;
      if (append) list.append(...items);
      else list.replaceChildren(...items);
      const shown = list.childElementCount;
      button.hidden = answer.done;
      status.textContent = (answer.done ? (shown ? said.all : said.none) : said.some)
        .replace("{n}", shown).replace("{most}", answer.atMost);
      said.answered = field.value;
    }

    async function search() {
      clearTimeout(timer);
      const mine = (turn += 1), asked = field.value.slice(0, 200);
      try {
        const next = asked.trim() ? await ask(asked) : null;
        if (mine !== turn) return;
        answer = next;
        if (next) await show(mine, false);
        else {
          list.replaceChildren();
          status.textContent = "";
          button.hidden = true;
        }
      } catch (error) {
        if (mine === turn) status.textContent = said.broken;
        opening = undefined;
        files.clear();
      }
    }

    function soon() {
      clearTimeout(timer);
      timer = setTimeout(search, 120);
    }

    field.addEventListener("focus", () => open().catch(() => {}), { once: true });
    field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    field.addEventListener("compositionend", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    button.addEventListener("click", () => {
      if (answer) show(turn, true).catch(() => { status.textContent = said.broken; });
    });
    form.hidden = false;
    const given = new URLSearchParams(location.search).get("q");
    if (given) {
      field.value = given;
      search();
    }
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form.search").forEach(attach));
  return {
    ask,
    open: (value) => keep("index.js", value),
    units: (start, ends, shards) => keep(`s${start}/units.js`, { ends, shards }),
    words: (start, shard, lines) => keep(`s${start}/w${shard}.js`, lines),
    unit: (start, unit, value) => keep(`s${start}/${unit}.js`, value),
  };
})();
