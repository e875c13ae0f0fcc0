// Fetches the parts of the talk once the page itself is seen: on a slow line they would hold up what is to be read.
// Links work meanwhile as they do without any script, and a question sent so early waits for them.
(() => {
  const PATIENCE = 3000; // Milliseconds after which an early question goes without scripts.
  const parts = document.getElementById("parts").content;
  const form = document.getElementById("composer");
  let missing = 0;
  let waiting = 0;

  function start() {
    for (const script of parts.querySelectorAll("script")) {
      missing += 1;
      script.async = false; // One after the other, as they stand there.
      for (const end of ["load", "error"]) script.addEventListener(end, ended, { once: true });
    }
    document.head.append(parts);
  }

  function ended() {
    missing -= 1;
    if (missing) return;
    document.documentElement.dataset.started = "";
    dispatchEvent(new Event("started"));
    for (const kind of ["submit", "keydown"]) form.removeEventListener(kind, hold, true);
    if (!waiting) return;
    clearTimeout(waiting);
    if (form.dispatchEvent(new Event("submit", { cancelable: true }))) form.submit(); // Nobody took it: they did not come.
  }

  function hold(event) {
    const isEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "q";
    if (event.type === "keydown" && !isEnter) return;
    event.preventDefault();
    if (!waiting && form.checkValidity()) waiting = setTimeout(() => form.submit(), PATIENCE);
  }

  for (const kind of ["submit", "keydown"]) form.addEventListener(kind, hold, true);
  // The second frame begins when the first has been drawn. A page nobody sees draws none.
  if (document.hidden) start();
  else requestAnimationFrame(() => requestAnimationFrame(start));
})();
