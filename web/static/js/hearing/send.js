// A recording to the server, which has it written down.

const PATIENCE = 45000;

// Resolves to the text. Throws "network" for a connection that is lost, "failed" when the server could not.
export async function written({ blob, name }, lang) {
  const body = new FormData();
  body.append("file", blob, name);
  body.append("model", "guide");
  body.append("language", lang.split("-")[0]);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch("/v1/audio/transcriptions", { method: "POST", headers: { "accept-language": lang }, body, signal: abort.signal });
    if (!response.ok) throw new Error("failed");
    return String((await response.json()).text || "");
  } catch (error) {
    throw error.message === "failed" ? error : new Error("network");
  } finally {
    clearTimeout(timer);
  }
}
