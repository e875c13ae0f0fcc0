// WeChat as far as a page of the mini-program knows it: its simulator, and a `wx` that writes down what it is asked.

const path = require("node:path");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<!doctype html><body></body>", { url: "https://service.wechat.example/" });
for (const name of ["window", "document", "Event", "CustomEvent", "HTMLElement", "Node", "MutationObserver"]) {
  globalThis[name] = name === "window" ? window : window[name];
}
const simulate = require("miniprogram-simulate");

const ROOT = path.resolve(__dirname, "../../web/miniprogram");
const asked = [];
const app = { globalData: { said: "" } };
const recorder = { told: {} };

for (const name of ["onStart", "onStop", "onError"]) recorder[name] = (listen) => (recorder.told[name] = listen);
recorder.start = (sound) => asked.push(["start", sound]) && recorder.told.onStart();
recorder.stop = () => asked.push(["stop"]);

globalThis.getApp = () => app;
globalThis.wx = {
  getAppBaseInfo: () => ({ fontSizeScaleFactor: 1, language: "zh_CN" }),
  getRecorderManager: () => recorder,
  uploadFile: (upload) => asked.push(["uploadFile", upload]) && { abort: () => asked.push(["abort"]) },
};
for (const name of ["navigateBack", "redirectTo", "openLocation", "onNetworkStatusChange", "offNetworkStatusChange"]) {
  globalThis.wx[name] = (given) => asked.push([name, given]);
}

// A page opened with options, as WeChat opens it.
function open(name, options = {}) {
  asked.length = 0;
  const id = simulate.load(path.join(ROOT, "pages", name, name), { compiler: "simulate", rootPath: ROOT });
  const page = simulate.render(id);
  page.attach(document.body);
  page.instance.onLoad(options);
  return page;
}

const said = (name) => asked.filter(([each]) => each === name).map(([, given]) => given);
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

module.exports = { ROOT, app, asked, open, recorder, said, tick };
