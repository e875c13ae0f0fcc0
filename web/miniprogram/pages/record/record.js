// Records by WeChat's own recorder, has the guide write it down, shows it to be read and changed, and goes back with it.

const { guide } = require("../../config.js");
const { wordsFor } = require("../../words.js");

const SOUND = { duration: 60000, sampleRate: 16000, numberOfChannels: 1, encodeBitRate: 48000, format: "mp3" };
const PATIENCE = 30000; // Milliseconds for the text.

Component({
  data: { words: {}, state: "idle", note: "", text: "" },
  methods: {
    onLoad({ lang }) {
      this.lang = lang || "zh-Hans";
      this.setData({ words: wordsFor(this.lang) });
      this.recorder = wx.getRecorderManager(); // One for the whole program: what it tells after this page is left is dropped.
      this.recorder.onStart(() => this.here() && this.tell("listening"));
      this.recorder.onStop(({ tempFilePath }) => this.here() && this.write(tempFilePath));
      this.recorder.onError(() => this.here() && this.tell("failed", "record.denied"));
    },
    onUnload() {
      this.gone = true;
      if (this.data.state === "listening") this.recorder.stop();
      if (this.upload) this.upload.abort();
    },
    onHide() {
      if (this.data.state === "listening") this.recorder.stop();
    },
    here() {
      return !this.gone;
    },
    toggle() {
      if (this.data.state === "working") return;
      if (this.data.state === "listening") this.recorder.stop();
      else this.recorder.start(SOUND);
    },
    hold() {
      this.held = true;
      if (this.data.state !== "listening") this.toggle();
    },
    release() {
      if (this.held) this.recorder.stop();
      this.held = false;
    },
    write(filePath) {
      this.tell("working", "record.busy");
      this.upload = wx.uploadFile({
        url: `${guide}/v1/audio/transcriptions`,
        filePath,
        name: "file",
        formData: { model: "guide", language: this.lang.split("-")[0] },
        timeout: PATIENCE,
        success: (answer) => this.here() && this.read(answer),
        fail: () => this.here() && this.tell("failed", "record.failed"),
      });
    },
    read({ statusCode, data }) {
      const text = statusCode === 200 ? textOf(data) : null;
      if (text === null) this.tell("failed", "record.failed");
      else if (!text) this.tell("failed", "record.silent");
      else this.setData({ state: "heard", note: "", text });
    },
    edit({ detail }) {
      this.setData({ text: detail.value });
    },
    use() {
      const said = this.data.text.trim();
      if (!said) return;
      getApp().globalData.said = said;
      wx.navigateBack({ delta: 1 });
    },
    tell(state, note) {
      this.setData({ state, note: note ? this.data.words[note] : "" });
    },
  },
});

function textOf(data) {
  try {
    return String(JSON.parse(data).text || "")
      .trim()
      .slice(0, 500);
  } catch (error) {
    return null;
  }
}
