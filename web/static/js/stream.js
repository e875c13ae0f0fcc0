// Asks the guide: reads a stream where the browser can, takes one JSON answer where it cannot, and asks again by itself
// when the net is lost. What had arrived stays; the answer that comes in the end replaces it, so nothing is said twice.

const SILENCE = 25000; // Milliseconds. The server gives a sign of life every 12 seconds; longer silence is a dead line.
const PATIENCE = 60000; // Milliseconds for an answer in one piece, which gives no sign of life.
const PAUSES = [400, 2500]; // Milliseconds before the second and the third try.
const NAP = 15000; // Milliseconds without a net until it is tried all the same: some browsers never tell it is back.

export class Refused extends Error {}

const streams = typeof ReadableStream === "function" && typeof TextDecoder === "function" && "body" in Response.prototype;

// Resolves to {id, text, guide}. Throws Refused when the server says why not, anything else when the connection is lost.
// `onText(text)` gets the whole text so far, `onState` "again" before another try and "offline" while there is no net.
export async function ask(request, lang, abort, onText, onState = () => {}) {
  let read = streams ? flowing : whole;
  for (let tries = 0; ; ) {
    try {
      return await attempt(read, request, lang, abort, onText);
    } catch (error) {
      const offline = navigator.onLine === false;
      if (error instanceof Refused || abort.signal.aborted || (!offline && tries === PAUSES.length)) throw error;
      onState(offline ? "offline" : "again");
      await pause(offline ? NAP : PAUSES[tries++], abort.signal);
      read = whole; // A line that drops streams may still carry one short answer.
    }
  }
}

async function attempt(read, request, lang, abort, onText) {
  const line = new AbortController();
  const hangUp = () => line.abort();
  abort.signal.addEventListener("abort", hangUp);
  let timer = 0;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(hangUp, read === flowing ? SILENCE : PATIENCE);
  };
  heard();
  try {
    const response = await fetch("/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": lang },
      body: JSON.stringify({ ...request, model: "guide", stream: read === flowing }),
      signal: line.signal,
    });
    if (!response.ok) throw await reason(response);
    return await read(response, onText, heard);
  } finally {
    clearTimeout(timer);
    abort.signal.removeEventListener("abort", hangUp);
  }
}

// Our own server says why; a gateway on the way does not, and is asked again.
async function reason(response) {
  const { error } = await response.json().catch(() => ({}));
  return error && error.message ? new Refused(error.message) : new Error(`status ${response.status}`);
}

async function whole(response, onText) {
  const { id, choices, guide } = await response.json();
  const { content } = choices[0].message;
  onText(content);
  return { id, text: content, guide };
}

async function flowing(response, onText, heard) {
  const answer = { id: "", text: "", guide: {} };
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

// Over when the net comes back, when the time is up, or when the visitor stops it.
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener("online", over);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    addEventListener("online", over);
    signal.addEventListener("abort", over);
  });
}
