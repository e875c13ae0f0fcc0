// The conversation as this tab knows it: a visit to a place's page or a reload does not lose it. Gone with the tab.

export function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("talk"));
    if (Array.isArray(kept.turns)) return kept;
  } catch {
    // No storage, or nothing of ours in it.
  }
  return fresh();
}

export function keep(talk) {
  try {
    sessionStorage.setItem("talk", JSON.stringify(talk));
  } catch {
    // Without storage the talk lives as long as the page.
  }
}

export function fresh() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return { conversation: bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(""), turns: [] };
}
