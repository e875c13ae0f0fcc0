// The way to a place on WeChat's own map, which every map on the phone can take over from.

const { decode } = require("../../address.js");
const { toGcj02 } = require("../../position.js");
const { wordsFor } = require("../../words.js");

const CLOSE = 17; // WeChat's zoom, 5 to 18: the streets around a gate.

Component({
  data: { words: {}, name: "", rough: false, note: "", point: null },
  methods: {
    onLoad(options) {
      const words = wordsFor(options.lang);
      const point = pointOf(options);
      const note = point ? "" : words["place.lost"];
      this.setData({ words, name: decode(options.name).slice(0, 80), rough: options.rough === "1", point, note });
      if (point && !this.data.rough) this.open();
    },
    open() {
      const { point, name, words } = this.data;
      const fail = () => this.setData({ note: words["place.failed"] });
      wx.openLocation({ latitude: point.lat, longitude: point.lon, name, scale: CLOSE, fail });
    },
  },
});

// The point as WeChat's map wants it, or nothing where the address holds none.
function pointOf({ lat, lon, system }) {
  const [north, east] = [Number(lat), Number(lon)];
  const fits = lat && lon && Math.abs(north) <= 90 && Math.abs(east) <= 180;
  if (!fits) return null;
  return system === "gcj02" ? { lat: north, lon: east } : toGcj02(north, east);
}
