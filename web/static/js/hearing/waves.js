// A recording as a WAV file of 16-bit samples, for browsers that cannot pack sound.

const RATE = 16000; // Samples per second that speech recognition wants.

export function waves(context, stream) {
  const pieces = [];
  const tap = context.createScriptProcessor(4096, 1, 1);
  tap.onaudioprocess = ({ inputBuffer }) => pieces.push(thin(inputBuffer.getChannelData(0), context.sampleRate));
  context.createMediaStreamSource(stream).connect(tap);
  tap.connect(context.destination); // Else some browsers never call it; it passes nothing on.
  return {
    async stop() {
      tap.onaudioprocess = null;
      tap.disconnect();
      return { blob: new Blob([header(pieces), ...pieces], { type: "audio/wav" }), name: "speech.wav" };
    },
  };
}

function thin(samples, rate) {
  const step = rate / RATE;
  const made = new Int16Array(Math.floor(samples.length / step));
  for (let place = 0; place < made.length; place += 1) {
    const [from, to] = [Math.floor(place * step), Math.max(Math.floor((place + 1) * step), Math.floor(place * step) + 1)];
    let sum = 0;
    for (let each = from; each < to; each += 1) sum += samples[each];
    made[place] = Math.max(-1, Math.min(1, sum / (to - from))) * 32767;
  }
  return made;
}

function header(pieces) {
  const bytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  const view = new DataView(new ArrayBuffer(44));
  const word = (place, text) => [...text].forEach((letter, at) => view.setUint8(place + at, letter.charCodeAt(0)));
  word(0, "RIFF");
  word(8, "WAVEfmt ");
  word(36, "data");
  for (const [place, value] of [[4, 36 + bytes], [16, 16], [24, RATE], [28, RATE * 2], [40, bytes]]) view.setUint32(place, value, true);
  for (const [place, value] of [[20, 1], [22, 1], [32, 2], [34, 16]]) view.setUint16(place, value, true);
  return view.buffer;
}
