"use strict";
// Adds to a page that works without it: steps from change to change, and says where the reader is.
(() => {
  const steps = document.querySelector(".steps");
  const position = document.getElementById("position");
  const nothing = document.querySelector(".nothing");
  const all = [...document.querySelectorAll(".change:not(.k-unchanged)")];
  const links = new Map([...document.querySelectorAll(".outline a")].map((link) => [decodeURIComponent(link.hash), link]));
  let shown = [];
  let current = -1;

  const isShown = (change) => getComputedStyle(change).display !== "none";
  const filled = (words, ...numbers) => words.split("{}").map((part, at) => part + (numbers[at] ?? "")).join("");
  const say = () => {
    const { said, all: whole } = position.dataset;
    position.textContent = current < 0 ? filled(whole, shown.length) : filled(said, current + 1, shown.length);
  };
  // A heading stands only over something that is shown.
  const levels = ["l-part", "l-subpart", "l-chapter", "l-section"];
  const level = (change) => levels.findIndex((name) => change.classList.contains(name));
  const clearHeadings = () => {
    const open = [];
    for (const change of document.querySelectorAll(".change")) change.classList.remove("bare");
    for (const change of document.querySelectorAll(".change")) {
      const depth = level(change);
      if (depth >= 0 && change.classList.contains("k-unchanged")) {
        while (open.length && open.at(-1).depth >= depth) open.pop();
        change.classList.add("bare");
        open.push({ depth, change });
      } else if (getComputedStyle(change).display !== "none") {
        for (const heading of open) heading.change.classList.remove("bare");
      }
    }
  };
  const refresh = () => {
    const at = shown[current];
    clearHeadings();
    shown = all.filter(isShown);
    current = shown.indexOf(at);
    nothing.hidden = shown.length > 0 || all.length === 0;
    say();
  };
  const outline = document.querySelector(".outline");
  const mark = (change) => {
    for (const link of outline.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    const link = links.get(`#${change.id}`);
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const [box, at] = [outline.getBoundingClientRect(), link.getBoundingClientRect()];
    const isBeside = getComputedStyle(outline).position === "sticky";
    if (isBeside && (at.top < box.top + 40 || at.bottom > box.bottom - 40)) outline.scrollTop += at.top - box.top - box.height / 3;
  };
  // The place of the reader: the last change that begins above the upper third of the window.
  let steered = 0;
  let place = null;
  const follow = () => {
    const line = document.querySelector(".tools").getBoundingClientRect().bottom + innerHeight / 4;
    const found = shown.findLastIndex((change) => change.getBoundingClientRect().top <= line);
    if (performance.now() > steered && found !== current) {
      current = found;
      if (found >= 0) mark(shown[found]);
      say();
    }
    const change = shown[Math.max(current, 0)];
    place = change ? { change, top: change.getBoundingClientRect().top } : null;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  // Another layout makes the page longer or shorter: what was being read stays where it was.
  // What comes into sight gets its true height only then, so the place is kept until some frames move nothing.
  const keepPlace = (kept, quiet = 0, frames = 60) => {
    if (!scrollY || !kept || !frames || quiet > 5 || !isShown(kept.change)) return;
    steered = performance.now() + 600;
    const moved = kept.change.getBoundingClientRect().top - kept.top;
    scrollBy({ top: moved, behavior: "instant" });
    requestAnimationFrame(() => keepPlace(kept, Math.abs(moved) < 1 ? quiet + 1 : 0, frames - 1));
  };
  const go = (index) => {
    if (!shown.length) return;
    steered = performance.now() + 600;
    current = Math.max(0, Math.min(shown.length - 1, index));
    const change = shown[current];
    change.focus({ preventScroll: true });
    // What was left shrinks to its guessed height: the browser's anchor must not pull the page back for it.
    document.documentElement.style.overflowAnchor = "none";
    setTimeout(() => { document.documentElement.style.overflowAnchor = ""; }, 600);
    change.scrollIntoView({ block: "start" });
    mark(change);
    say();
  };
  // Without a current change, the first one below the tools is next, and the last one above them previous.
  const below = () => {
    const edge = document.querySelector(".tools").getBoundingClientRect().bottom + 8;
    const found = shown.findIndex((change) => change.getBoundingClientRect().top > edge);
    return found < 0 ? shown.length : found;
  };
  const next = () => go(current < 0 ? below() : current + 1);
  const previous = () => go(current < 0 ? below() - 1 : current - 1);

  document.getElementById("next").addEventListener("click", next);
  document.getElementById("previous").addEventListener("click", previous);
  // A label of a change leaves only the changes that have it; a second time, all.
  const kinds = [...document.querySelectorAll(".filters [id^=show-]")];
  const filtering = document.getElementById("filtering");
  const tell = () => {
    const off = kinds.some((box) => !box.checked);
    const on = [...document.querySelectorAll(".filters input:checked")].filter((box) => box.id !== "fact-any" && (off || box.type === "radio"));
    filtering.textContent = on.length || off ? filled(filtering.dataset.said, on.map((box) => box.nextElementSibling.textContent).join("、") || "0") : "";
  };
  document.addEventListener("click", (event) => {
    const box = document.getElementById(event.target.closest(".badge")?.value);
    if (!box) return;
    const isOn = box.type === "radio" ? box.checked : kinds.every((one) => one.checked === (one === box));
    if (box.type === "radio") document.getElementById(isOn ? "fact-any" : box.id).checked = true;
    else for (const one of kinds) one.checked = isOn || one === box;
    const change = event.target.closest(".change");
    place = { change, top: change.getBoundingClientRect().top };
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", () => { tell(); const kept = place; refresh(); keepPlace(kept); });
  document.addEventListener("focusin", (event) => {
    const change = event.target.closest(".change");
    if (change && shown.includes(change)) { current = shown.indexOf(change); mark(change); say(); }
  });
  const typing = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
    const step = { j: next, n: next, k: previous, p: previous }[event.key];
    if (step) { event.preventDefault(); step(); }
    const filters = document.querySelector(".filters");
    if (event.key === "Escape" && filters.open) { filters.open = false; filters.firstElementChild.focus(); }
  });
  document.addEventListener("click", (event) => {
    const filters = document.querySelector(".filters");
    if (filters.open && !filters.contains(event.target)) filters.open = false;
  });
  document.querySelector(".outline details").open = matchMedia("(min-width: 60rem)").matches;
  steps.hidden = false;
  refresh();
})();
