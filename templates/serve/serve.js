// Two files that are dropped together go into the form, the older name first as they came; the form works without this.
"use strict";
const form = document.getElementById("drop");
if (form) {
  const [before, after] = form.querySelectorAll("input[type=file]");
  const give = (input, file) => {
    const one = new DataTransfer();
    one.items.add(file);
    input.files = one.files;
  };
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const files = event.dataTransfer.files;
    if (files.length === 2) {
      give(before, files[0]);
      give(after, files[1]);
    } else if (files.length === 1) {
      give(before.files.length ? after : before, files[0]);
    }
  });
}
