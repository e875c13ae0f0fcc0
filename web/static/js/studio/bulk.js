// A page that waits for work: fetched again each second and put in place, until there is nothing to wait for.

const PAUSE = 1000;

// A document by XMLHttpRequest: parsed without scripts and without turning text into markup here.
function fetched() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => (request.response?.getElementById("main") ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send();
  });
}

// While the work goes on only its words and figures change, so that nothing jumps and nothing is read out twice.
function update(page) {
  const here = document.querySelector("[data-watch]");
  const there = page.querySelector("[data-watch]");
  if (!there) return location.reload();
  const said = here.querySelector("[role=status]");
  const now = there.querySelector("[role=status]").textContent;
  if (said.textContent !== now) said.textContent = now;
  const [bar, next] = [here, there].map((each) => each.querySelector("progress"));
  if (next.hasAttribute("value")) Object.assign(bar, { max: next.max, value: next.value });
  else bar.removeAttribute("value");
  return window.setTimeout(watch, PAUSE);
}

function watch() {
  fetched().then(update, () => window.setTimeout(watch, PAUSE * 3));
}

if (document.querySelector("[data-watch]")) window.setTimeout(watch, PAUSE);
