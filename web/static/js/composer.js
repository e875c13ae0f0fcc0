// The field where a question is written, and the last question put back into it to be asked again.

const part = (id) => document.getElementById(id);
const [form, field, editing] = ["composer", "q", "editing"].map(part);
let ask = () => {};

export const isEditing = () => !editing.hidden;

export function onAsk(listen) {
  ask = listen;
}

// The question in the field, to be sent in place of the last one; "" ends that.
export function edit(question) {
  editing.hidden = !question;
  write(question);
  field.focus();
}

export function write(text) {
  field.value = text;
  stretch();
}

export function empty() {
  editing.hidden = true;
  write("");
}

function send(event) {
  event.preventDefault();
  const question = field.value.trim();
  if (question) ask(question);
}

// Whatever gets the focus is scrolled clear of the field, which grows with its letters and with who stands beside it.
function makeRoom() {
  document.documentElement.style.scrollPaddingBottom = `${form.offsetHeight + 12}px`;
}

function stretch() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

form.addEventListener("submit", send);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
  if (event.key === "Escape" && isEditing()) edit("");
});
field.addEventListener("input", stretch);
if (typeof ResizeObserver === "function") new ResizeObserver(makeRoom).observe(form);
editing.querySelector("button").addEventListener("click", () => edit(""));
