// In place of a white page when the guide cannot be reached: the way back to the page that did not open.

const { decode, partsOf, query } = require("../../address.js");
const { wordsFor } = require("../../words.js");

Component({
  data: { words: {} },
  methods: {
    onLoad({ back, lang }) {
      this.back = decode(back);
      this.lang = lang;
      this.setData({ words: wordsFor(lang) });
      wx.onNetworkStatusChange((this.listen = ({ isConnected }) => isConnected && this.again()));
    },
    onUnload() {
      wx.offNetworkStatusChange(this.listen);
    },
    again() {
      const { path, q, at, view } = partsOf(this.back);
      const asked = [
        ["path", path === "/" ? "" : path],
        ["q", decode(q)],
        ["at", decode(at)],
        ["view", view],
      ];
      wx.redirectTo({ url: `/pages/index/index?${query([...asked, ["lang", this.lang]])}` });
    },
  },
});
