"use strict";
// Adds to the ledger, which can be read and filtered by state without it: filters by words, issuer and day, and sorting.
(() => {
  const table = document.getElementById("ledger");
  const form = document.getElementById("filters");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = rows.map((row) => [3, 4, 5].map((cell) => row.cells[cell].textContent).join(" ").normalize("NFKC").toLowerCase());
  const shown = document.getElementById("shown");
  const fields = form.elements;

  const fits = (row, text) => {
    const words = fields.words.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const state = fields.state.value;
    const ends = fields.ends.value;
    return words.every((word) => text.includes(word))
      && (!fields.issuer.value || row.cells[5].textContent === fields.issuer.value)
      && (!state || row.classList.contains(`s-${state}`))
      && (!ends || (row.dataset.ends !== "" && row.dataset.ends <= ends));
  };
  const filter = () => {
    let count = 0;
    rows.forEach((row, place) => { row.hidden = !fits(row, texts[place]); count += row.hidden ? 0 : 1; });
    const [before, between, after] = shown.dataset.said.split("{}");
    shown.textContent = `${before}${count}${between}${rows.length}${after}`;
  };
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const sort = (heading) => {
    const column = heading.cellIndex;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const known = (text) => text !== "—" && !text.startsWith("?");
    // What is not known stands last, whichever way the rest goes.
    const ordered = rows.map((row, place) => ({ row, place, text: row.cells[column].textContent }));
    ordered.sort((a, b) => known(b.text) - known(a.text) || (down ? -1 : 1) * compare(a.text, b.text) || a.place - b.place);
    body.append(...ordered.map((one) => one.row));
  };
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.title = table.dataset.sort.replace("{}", heading.textContent);
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
  }
  // status/index.html#state-expired, from the first page
  const follow = () => { const chosen = document.getElementById(location.hash.slice(1)); if (chosen?.name === "state") { chosen.checked = true; filter(); } };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.querySelector(".needs-script").hidden = false;
  filter();
  follow();
})();
