// Asks the guide: reads a stream where the browser can, takes one JSON answer where it cannot.

const SILENCE = 40000; // The server gives a sign of life every 12 seconds; longer silence is a dead connection.

export class Refused extends Error {}

const streams = typeof ReadableStream === "function" && typeof TextDecoder === "function" && "body" in Response.prototype;

// Resolves to {id, text, guide}. Throws Refused when the server says why not, anything else when the connection is lost.
export async function ask(request, lang, abort, onText) {
  const answer = { id: "", text: "", guide: {} };
  let timer = 0;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), SILENCE);
  };
  heard();
  try {
    const response = await fetch("/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": lang },
      body: JSON.stringify({ ...request, model: "guide", stream: streams }),
      signal: abort.signal,
    });
    if (!response.ok) throw new Refused((await response.json()).error.message);
    if (!streams) return whole(await response.json());
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    while (!answer.done) {
      const { done, value } = await reader.read();
      if (done) throw new Error("cut off");
      heard();
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop();
      for (const event of events) if (event.startsWith("data: ")) take(answer, event.slice(6), onText);
    }
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

function whole({ id, choices, guide }) {
  return { id, text: choices[0].message.content, guide };
}

function take(answer, event, onText) {
  if (event === "[DONE]") {
    answer.done = true;
    return;
  }
  const { id, choices, guide, error } = JSON.parse(event);
  if (error) throw new Refused(error.message);
  answer.id = id;
  answer.guide = guide || answer.guide;
  const piece = choices[0]?.delta.content;
  if (piece) onText((answer.text += piece));
}
