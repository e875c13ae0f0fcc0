// Records the microphone: by MediaRecorder, or as plain waves where there is none.

import { waves } from "./waves.js";

const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const RATE = 32000; // Bits per second: enough for speech, a minute is 240 kB.
const FAINT = 0.012; // Loudness (root mean square, 1 is full) that nobody's speech stays below.
const SOUND = { audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } };
const REASONS = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "device", NotReadableError: "busy", AbortError: "busy" };
const Context = window.AudioContext || window.webkitAudioContext;

export const records = () => Boolean(navigator.mediaDevices && navigator.mediaDevices.getUserMedia && (window.MediaRecorder || Context));

// `told`: begun(), level(0..1), failed(reason). Resolves to {stop, cancel}, or null when it failed.
export async function record(told) {
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia(SOUND);
  } catch ({ name }) {
    told.failed(REASONS[name] || "device");
    return null;
  }
  const context = Context ? new Context() : null;
  const meter = context ? measure(context, stream, told.level) : { peak: () => 1, end() {} };
  const recorder = window.MediaRecorder ? media(stream) : waves(context, stream);
  const release = () => {
    meter.end();
    for (const track of stream.getTracks()) track.stop();
    if (context) context.close();
  };
  told.begun();
  return {
    // Resolves to {blob, name}, or null when nothing was to be heard.
    async stop() {
      const heard = meter.peak() > FAINT;
      const made = await recorder.stop();
      release();
      return heard ? made : null;
    },
    cancel() {
      recorder.stop();
      release();
    },
  };
}

function media(stream) {
  const mimeType = KINDS.find((kind) => !MediaRecorder.isTypeSupported || MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType, audioBitsPerSecond: RATE } : {});
  const pieces = [];
  const ended = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.ondataavailable = ({ data }) => data.size && pieces.push(data);
  recorder.start(1000);
  return {
    async stop() {
      if (recorder.state !== "inactive") recorder.stop();
      await ended;
      const type = (recorder.mimeType || mimeType || "audio/webm").split(";")[0];
      return { blob: new Blob(pieces, { type }), name: `speech.${type.split("/")[1]}` };
    },
  };
}

function measure(context, stream, tell) {
  const analyser = context.createAnalyser();
  const samples = new Uint8Array(1024);
  let peak = 0;
  analyser.fftSize = samples.length;
  context.createMediaStreamSource(stream).connect(analyser);
  if (context.state === "suspended") context.resume();
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const loud = Math.sqrt(samples.reduce((sum, each) => sum + ((each - 128) / 128) ** 2, 0) / samples.length);
    peak = Math.max(peak, loud);
    tell(Math.min(1, loud * 5));
  }, 60);
  return { peak: () => (context.state === "running" ? peak : 1), end: () => clearInterval(timer) };
}
