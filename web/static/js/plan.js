// The page of a plan: a button that prints it, and one that shares its address. Without this script the browser's own do.

const told = document.getElementById("sent");

for (const [name, press] of [["print", () => window.print()], ["share", share]]) {
  for (const button of document.querySelectorAll(`[data-${name}]`)) {
    button.disabled = false;
    button.addEventListener("click", press);
  }
}

async function share() {
  const url = document.querySelector("link[rel=canonical]").href;
  if (navigator.share) {
    try {
      await navigator.share({ title: document.title, url });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  await copy(url);
  told.textContent = told.dataset.said;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.className = "unseen";
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
