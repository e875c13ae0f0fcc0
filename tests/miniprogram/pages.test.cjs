// The pages of the mini-program in WeChat's simulator.

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { app, open, recorder, said, tick } = require("./phone.cjs");
const { guide } = require("../../web/miniprogram/config.js");
const { WORDS } = require("../../web/miniprogram/words.js");

const text = (page, selector) => (page.querySelector(selector) ? page.querySelector(selector).dom.textContent : "");

test("both languages say the same things", () => {
  assert.deepEqual(Object.keys(WORDS.zh), Object.keys(WORDS.en));
});

test("the page opens in the size and language WeChat is set to, all of it percent-encoded", () => {
  wx.getAppBaseInfo = () => ({ fontSizeScaleFactor: 1.4, language: "zh_TW" });
  const page = open("index", { q: encodeURIComponent("个园几点开门？") });
  assert.equal(page.data.address, `${guide}/?q=${encodeURIComponent("个园几点开门？")}&lang=zh-Hant&scale=1.4`);
  assert.match(page.data.address, /^[\x21-\x7e]+$/);
  wx.getAppBaseInfo = () => ({ fontSizeScaleFactor: 2.4, language: "en" });
  assert.equal(open("index", { scene: "places%2Fge-garden" }).data.address, `${guide}/places/ge-garden?lang=en&scale=1.75`);
  wx.getAppBaseInfo = () => ({ language: "ja", fontSizeSetting: 16 });
  assert.equal(open("index").data.address, `${guide}/?lang=ja`);
  wx.getAppBaseInfo = () => ({ fontSizeScaleFactor: 1, language: "zh_CN" });
});

test("an ordinary code at a door opens its own page, and no other site's", () => {
  const door = encodeURIComponent(`${guide}/places/he-garden?lang=en`);
  assert.equal(open("index", { q: door }).data.address, `${guide}/places/he-garden?lang=en`);
  const foreign = open("index", { q: encodeURIComponent("https://evil.example/x"), scene: "%2F%2Fevil.example" });
  assert.ok(foreign.data.address.startsWith(`${guide}/`));
  assert.doesNotMatch(foreign.data.address.slice(guide.length), /^\/\//);
  assert.equal(open("index", { scene: "%E0%A4%A" }).data.address, `${guide}/?lang=zh-Hans`);
});

test("what the recorder heard comes back in the hash, also twice", () => {
  const page = open("index");
  app.globalData.said = "何园怎么走？";
  page.instance.onShow();
  const first = page.data.address;
  assert.equal(first.split("#")[0], `${guide}/?lang=zh-Hans`);
  assert.equal(decodeURIComponent(first.split("#said=")[1]).trim(), "何园怎么走？");
  assert.equal(app.globalData.said, "");
  app.globalData.said = "何园怎么走？";
  page.instance.onShow();
  assert.notEqual(page.data.address, first);
  page.instance.onShow();
  assert.notEqual(page.data.address, first);
});

test("a question of the first address is not asked again with what the recorder heard", () => {
  const page = open("index", { q: encodeURIComponent("个园几点开门？") });
  app.globalData.said = "何园";
  page.instance.onShow();
  assert.equal(page.data.address.split("#")[0], `${guide}/?lang=zh-Hans`);
});

test("what is shared is a public page in its language and nothing of a person", () => {
  const page = open("index");
  const shared = (address) => page.instance.onShareAppMessage({ webViewUrl: address }).path;
  assert.equal(
    shared(`${guide}/places/ge-garden?lang=en&q=my%20name&scale=1.4&view=elder#said=secret`),
    "/pages/index/index?path=%2Fplaces%2Fge-garden&lang=en",
  );
  for (const each of [`${guide}/complaints/123`, `${guide}.evil.example/places/x`, "", undefined, `${guide}/?q=secret`]) {
    assert.equal(shared(each), "/pages/index/index", each);
  }
  page.instance.hear({ detail: { data: [{ title: "个园" }, {}, { title: "何园" }] } });
  assert.equal(page.instance.onShareAppMessage({ webViewUrl: guide }).title, "何园");
  assert.equal(page.instance.onShareTimeline().title, "何园");
});

test("a page that does not open leads to one that tries again", () => {
  const page = open("index", { path: "%2Fplaces%2Fge-garden", lang: "en" });
  page.instance.fail();
  const { url } = said("redirectTo")[0];
  assert.equal(url.split("?")[0], "/pages/retry/retry");
  const retry = open("retry", Object.fromEntries(new URLSearchParams(url.split("?")[1])));
  assert.match(text(retry, ".title"), /did not open/);
  said("onNetworkStatusChange")[0]({ isConnected: false });
  assert.equal(said("redirectTo").length, 0);
  said("onNetworkStatusChange")[0]({ isConnected: true });
  assert.equal(said("redirectTo")[0].url, "/pages/index/index?path=%2Fplaces%2Fge-garden&lang=en");
});

test("a place opens on WeChat's map in its coordinates", async () => {
  open("place", { lat: "32.3936", lon: "119.4358", name: encodeURIComponent("个园"), system: "wgs84", lang: "zh-Hans" });
  const [there] = said("openLocation");
  assert.equal(there.name, "个园");
  assert.ok(Math.abs(there.latitude - 32.3936) > 0.001 && Math.abs(there.longitude - 119.4358) > 0.004);
  open("place", { lat: "32.3936", lon: "119.4358", name: "x", system: "gcj02", lang: "en" });
  assert.equal(said("openLocation")[0].latitude, 32.3936);
});

test("an approximate place says so before it opens", async () => {
  const page = open("place", { lat: "32.4", lon: "119.4", name: "x", system: "gcj02", lang: "zh-Hans", rough: "1" });
  assert.equal(said("openLocation").length, 0);
  await tick();
  assert.match(text(page, ".rough"), /大概/);
  page.instance.open();
  said("openLocation")[0].fail();
  await tick();
  assert.match(text(page, ".problem"), /没有打开/);
});

test("a place without a position opens nothing", async () => {
  for (const lost of [{}, { lat: "x", lon: "1" }, { lat: "99", lon: "1" }, { lat: "1", lon: "" }]) {
    const page = open("place", { ...lost, lang: "en" });
    assert.equal(said("openLocation").length, 0);
    await tick();
    assert.match(text(page, ".problem"), /no position/);
  }
});

test("talking: tap, tap, read what was heard, change it, go back with it", async () => {
  const page = open("record", { lang: "zh-Hans" });
  page.instance.toggle();
  assert.equal(page.data.state, "listening");
  assert.equal(said("start")[0].format, "mp3");
  page.instance.toggle();
  recorder.told.onStop({ tempFilePath: "wxfile://1.mp3" });
  const [upload] = said("uploadFile");
  assert.deepEqual(
    [upload.url, upload.name, upload.filePath, upload.formData],
    [`${guide}/v1/audio/transcriptions`, "file", "wxfile://1.mp3", { model: "guide", language: "zh" }],
  );
  assert.equal(page.data.state, "working");
  upload.success({ statusCode: 200, data: '{"text":" 个园几点开门 "}' });
  await tick();
  assert.equal(page.data.text, "个园几点开门");
  assert.ok(page.querySelector(".said"));
  page.instance.edit({ detail: { value: "何园几点开门？" } });
  page.instance.use();
  assert.equal(app.globalData.said, "何园几点开门？");
  assert.equal(said("navigateBack").length, 1);
  app.globalData.said = "";
});

test("talking while the button is held", () => {
  const page = open("record", { lang: "en" });
  page.instance.hold();
  assert.equal(page.data.state, "listening");
  page.instance.release();
  assert.equal(said("stop").length, 1);
  page.instance.release();
  assert.equal(said("stop").length, 1, "a finger lifted after a tap stops nothing");
});

test("whatever goes wrong with talking is said in plain words and can be tried again", () => {
  for (const [go, told] of [
    [() => recorder.told.onError({ errMsg: "auth deny" }), /not allowed/],
    [() => upload().fail({}), /did not work/],
    [() => upload().success({ statusCode: 503, data: "{}" }), /did not work/],
    [() => upload().success({ statusCode: 200, data: "<html>" }), /did not work/],
    [() => upload().success({ statusCode: 200, data: '{"text":""}' }), /heard nothing/],
  ]) {
    const page = open("record", { lang: "en" });
    page.instance.toggle();
    go();
    assert.equal(page.data.state, "failed");
    assert.match(page.data.note, told);
    page.instance.toggle();
    assert.equal(page.data.state, "listening");
  }
  function upload() {
    recorder.told.onStop({ tempFilePath: "wxfile://1.mp3" });
    return said("uploadFile")[0];
  }
});

test("who leaves while talking is not listened to any more", () => {
  const page = open("record", { lang: "en" });
  page.instance.toggle();
  page.instance.onUnload();
  assert.equal(said("stop").length, 1);
  recorder.told.onStop({ tempFilePath: "wxfile://1.mp3" });
  assert.equal(said("uploadFile").length, 0, "what was said is not sent");
});
