// What this browser keeps for the visitor, as JSON under a name. Without storage it lives as long as the page.

const page = new Map();

export function recall(name, otherwise, shelf = "localStorage") {
  try {
    const kept = JSON.parse(window[shelf].getItem(name));
    if (kept !== null && typeof kept === typeof otherwise) return kept;
  } catch {
    // No storage, or nothing of ours in it.
  }
  return page.has(name) ? page.get(name) : otherwise;
}

export function keep(name, value, shelf = "localStorage") {
  page.set(name, value);
  try {
    window[shelf].setItem(name, JSON.stringify(value));
  } catch {
    // Kept for this page only.
  }
}

export function erase(name, shelf = "localStorage") {
  page.delete(name);
  try {
    window[shelf].removeItem(name);
  } catch {
    // There was nothing.
  }
}
