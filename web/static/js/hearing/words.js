// What was said, into the field: to be read and changed there, never sent by itself.

const field = document.getElementById("q");
const MOST = 500; // Characters taken from outside the page.

// Where the words go: behind what stands in the field already. `say(text)` may be called again with better words.
export function slot() {
  const before = field.value.trimEnd();
  return {
    say(text) {
      const glue = before && /[\p{L}\p{N}.,;:!?]$/u.test(before) && !/[\u3040-\u9fff]$/.test(before) ? " " : "";
      const most = field.maxLength > 0 ? field.maxLength : MOST;
      write((before + glue + text.trim()).slice(0, most));
    },
    clear: () => write(before),
  };
}

function write(text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.scrollTop = field.scrollHeight;
}

// The mini-program's own recorder hands back its words in the address: #said=...
export function takeSaid() {
  const found = /^#said=(.*)$/.exec(location.hash);
  if (!found) return "";
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    return decodeURIComponent(found[1].replace(/\+/g, " ")).replace(/\p{Cc}+/gu, " ").trim().slice(0, MOST);
  } catch {
    return "";
  }
}

// A keyboard that covers half the screen is called up by a tap only.
export function focusField() {
  if (!matchMedia("(pointer: coarse)").matches) field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
