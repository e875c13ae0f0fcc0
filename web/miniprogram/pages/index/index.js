// The guide's page of the web, in the size of letters and the language that WeChat is set to.

const { guide } = require("../../config.js");
const { open, query, share } = require("../../address.js");
const { wordsFor } = require("../../words.js");

const MOST = 1.75; // WeChat's largest step of letters, for which the page is made.

Component({
  data: { address: "" },
  methods: {
    onLoad(options) {
      const host = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
      const scale = Math.min(MOST, Number(host.fontSizeScaleFactor) || (host.fontSizeSetting || 16) / 16);
      this.lang = options.lang || languageOf(host.language);
      this.setData({ address: open(guide, options, { scale: Math.round(scale * 100) / 100, lang: this.lang }) });
    },
    // Back from the recorder: its words reach the page in the address's hash, which opens nothing anew.
    onShow() {
      const { globalData } = getApp();
      if (!globalData.said) return;
      const page = this.data.address.split("#")[0].replace(/([?&])q=[^&]*&?/, "$1"); // Asked once is enough.
      this.times = (this.times || 0) + 1; // The same words said twice are told twice.
      this.setData({ address: `${page}#said=${encodeURIComponent(globalData.said)}${"%20".repeat(this.times % 2)}` });
      globalData.said = "";
    },
    // Messages arrive when the page is shared, all at once: the last title is that of the page seen.
    hear({ detail }) {
      const titles = detail.data.map((each) => each && each.title).filter(Boolean);
      this.title = titles[titles.length - 1] || this.title;
    },
    loaded() {
      this.opened = true;
    },
    fail() {
      wx.redirectTo({
        url: `/pages/retry/retry?${query([
          ["back", this.data.address.slice(guide.length)],
          ["lang", this.lang],
        ])}`,
      });
    },
    onShareAppMessage({ webViewUrl }) {
      const asked = share(guide, webViewUrl);
      return { title: this.title || wordsFor(this.lang).guide, path: `/pages/index/index${asked ? `?${asked}` : ""}` };
    },
    onShareTimeline() {
      return { title: this.title || wordsFor(this.lang).guide };
    },
  },
});

// WeChat says zh_CN, zh_HK, zh_TW, en, ja, ko and others.
function languageOf(said) {
  const tag = String(said || "zh_CN").replace("_", "-");
  if (/^zh-(?:TW|HK|MO)/i.test(tag)) return "zh-Hant";
  return /^zh/i.test(tag) ? "zh-Hans" : tag.split("-")[0];
}
