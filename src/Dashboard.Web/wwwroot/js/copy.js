// Buttons with data-copy put their text on the clipboard and say so for two seconds.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const word = button.querySelector("[data-copy-word]") ?? button;
  const before = word.textContent;
  try {
    await write(button.dataset.copy);
    word.textContent = "Copied";
  } catch {
    word.textContent = "Copy refused";
  }
  setTimeout(() => { word.textContent = before; }, 2000);
});

// The clipboard API needs https or localhost; on a plain http address in the house the old way still works.
async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("refused");
}
