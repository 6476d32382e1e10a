// Conveniences only; every page is whole without them. Ctrl or ⌘ and K: the box. Copying: links and quotes.
"use strict";
addEventListener("keydown", event => {
  const box = document.querySelector("main input[type=search], #q");
  if (box && event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const what = button.dataset.copy;
  const told = button.parentElement.querySelector("[role=status]");
  const text = what === "address" ? location.href : document.getElementById(what).innerText;
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Copied";
  } catch {
    told.textContent = what === "address" ? "Copy it from the address bar" : "Select it and copy";
  }
  setTimeout(() => told.textContent = "", 4000);
});
