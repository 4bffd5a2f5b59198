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
  const say = () => { position.textContent = shown.length ? `${current < 0 ? "–" : current + 1} / ${shown.length}` : "0"; };
  const refresh = () => {
    const at = shown[current];
    shown = all.filter(isShown);
    current = shown.indexOf(at);
    nothing.hidden = shown.length > 0 || all.length === 0;
    say();
  };
  const mark = (change) => {
    for (const link of document.querySelectorAll(".outline [aria-current]")) link.removeAttribute("aria-current");
    links.get(`#${change.id}`)?.setAttribute("aria-current", "location");
  };
  const go = (index) => {
    if (!shown.length) return;
    current = Math.max(0, Math.min(shown.length - 1, index));
    const change = shown[current];
    change.focus({ preventScroll: true });
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
  document.addEventListener("change", refresh);
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
