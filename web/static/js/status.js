// The one line that tells what goes on, read out once. With something to press beside it where that helps.

const line = document.getElementById("status");

export function report(text, ...beside) {
  if (line.textContent === text && !beside.length) return;
  line.textContent = text;
  line.append(...beside);
}
