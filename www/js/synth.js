// @ts-check
// The sounds themselves, made of tones and noise: no files.

/** @import { Cue, Sound } from './cues.js' */

/** @typedef {(audio: AudioContext, at: number, seconds: number) => void} Instrument */

/** Of one voice at its loudest, before its own peak: a room with ten people in it, and room for voices that meet. */
const LOUDNESS = 0.8;

/** A gain that is there at once and dies away. @param {AudioContext} audio @param {number} at @param {number} seconds @param {number} peak */
function fading(audio, at, seconds, peak) {
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(peak * LOUDNESS, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  gain.connect(audio.destination);
  return gain;
}

/**
 * @param {AudioContext} audio
 * @param {number} at
 * @param {{ from: number, to?: number, seconds: number, peak?: number, type?: OscillatorType }} tone hertz and seconds
 */
function tone(audio, at, { from, to = from, seconds, peak = 0.6, type = 'triangle' }) {
  const voice = audio.createOscillator();
  voice.type = type;
  voice.frequency.setValueAtTime(from, at);
  voice.frequency.exponentialRampToValueAtTime(to, at + seconds);
  voice.connect(fading(audio, at, seconds, peak));
  voice.start(at);
  voice.stop(at + seconds);
}

/** A beat on a drum. @param {AudioContext} audio @param {number} at @param {number} peak */
function beat(audio, at, peak) {
  const length = Math.ceil(audio.sampleRate * 0.06);
  const buffer = audio.createBuffer(1, length, audio.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < length; index += 1) samples[index] = Math.random() * 2 - 1;
  const noise = audio.createBufferSource();
  noise.buffer = buffer;
  noise.connect(fading(audio, at, 0.06, peak));
  noise.start(at);
}

/** Tones one after another. @param {number[]} pitches hertz @param {number} apart seconds @param {number} seconds of each @returns {Instrument} */
const melody = (pitches, apart, seconds) => (audio, at) => {
  pitches.forEach((from, index) => tone(audio, at + index * apart, { from, seconds }));
};

/** @type {Record<Sound, Instrument>} */
const INSTRUMENTS = {
  tick: (audio, at) => tone(audio, at, { from: 1_200, seconds: 0.05, type: 'square', peak: 0.3 }),
  flip: (audio, at) => tone(audio, at, { from: 300, to: 620, seconds: 0.12 }),
  bets: (audio, at) => tone(audio, at, { from: 440, to: 880, seconds: 0.35 }),
  sting: (audio, at) => {
    tone(audio, at, { from: 196, seconds: 0.5, type: 'sawtooth' });
    tone(audio, at + 0.18, { from: 277, seconds: 0.8, type: 'sawtooth' });
  },
  drum: (audio, at, seconds) => {
    // Quicker and louder towards the end.
    for (let passed = 0; passed < seconds; passed += 0.11 - 0.05 * (passed / seconds)) {
      beat(audio, at + passed, 0.2 + 0.6 * (passed / seconds));
    }
  },
  caught: melody([523, 659, 784, 1047], 0.13, 0.6),
  escaped: melody([392, 370, 349, 233], 0.2, 0.7),
  nothing: melody([392, 392], 0.25, 0.4),
  fanfare: melody([523, 523, 523, 698, 880, 1047], 0.15, 0.7),
};

/** @param {AudioContext} audio @param {Cue} cue plays at once */
export function play(audio, { sound, lasts = 0 }) {
  INSTRUMENTS[sound](audio, audio.currentTime + 0.01, lasts / 1000);
}
