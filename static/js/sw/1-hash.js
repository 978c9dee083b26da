// The hash by which the list tells what a file holds: BLAKE3 (https://github.com/BLAKE3-team/BLAKE3-specs), of which
// the list has the beginning. Browsers have none of it themselves, and the build hashes several times as fast with it.

/** Bytes of the hash that the list has. */
const DIGEST = 10;
const BLOCK = 64;
const CHUNK = 1024;
const CHUNK_START = 1;
const CHUNK_END = 2;
const PARENT = 4;
const ROOT = 8;
const START = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
/** Which word of the message comes where in the next round. */
const NEXT = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
/** The words of the message by rounds, sixteen for each of seven. */
const ORDER = (() => {
  let round = NEXT.map((_, index) => index);
  const all = [...round];
  for (let n = 1; n < 7; n++) {
    round = NEXT.map((from) => round[from]);
    all.push(...round);
  }
  return Uint8Array.from(all);
})();

/** The words of a round, in their order, and the state. */
const message = new Int32Array(16);
const state = new Int32Array(16);

/**
 * The function G of the specification, on four words of the state and two of the message.
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 * @param {number} x
 * @param {number} y
 */
function mix(a, b, c, d, x, y) {
  let sb = state[b];
  let sa = (state[a] + sb + x) | 0;
  let sd = state[d] ^ sa;
  sd = (sd >>> 16) | (sd << 16);
  let sc = (state[c] + sd) | 0;
  sb ^= sc;
  sb = (sb >>> 12) | (sb << 20);
  sa = (sa + sb + y) | 0;
  sd ^= sa;
  sd = (sd >>> 8) | (sd << 24);
  sc = (sc + sd) | 0;
  sb ^= sc;
  sb = (sb >>> 7) | (sb << 25);
  state[a] = sa;
  state[b] = sb;
  state[c] = sc;
  state[d] = sd;
}

/**
 * Puts a block into a chaining value, in place.
 * @param {Int32Array} chain eight words
 * @param {Int32Array} words those of all that is hashed
 * @param {number} at where the block begins in them
 * @param {number} counter the number of the chunk
 * @param {number} length of the block in bytes
 * @param {number} flags
 */
function compress(chain, words, at, counter, length, flags) {
  state.set(chain);
  state.set(START.subarray(0, 4), 8);
  state[12] = counter;
  state[13] = 0;
  state[14] = length;
  state[15] = flags;
  for (let round = 0; round < ORDER.length; round += 16) {
    for (let n = 0; n < 16; n++) message[n] = words[at + ORDER[round + n]];
    mix(0, 4, 8, 12, message[0], message[1]);
    mix(1, 5, 9, 13, message[2], message[3]);
    mix(2, 6, 10, 14, message[4], message[5]);
    mix(3, 7, 11, 15, message[6], message[7]);
    mix(0, 5, 10, 15, message[8], message[9]);
    mix(1, 6, 11, 12, message[10], message[11]);
    mix(2, 7, 8, 13, message[12], message[13]);
    mix(3, 4, 9, 14, message[14], message[15]);
  }
  for (let n = 0; n < 8; n++) chain[n] = state[n] ^ state[n + 8];
}

/**
 * The chaining value of a part of what is hashed; that of all of it is the hash.
 * @param {Int32Array} words
 * @param {number} start in bytes, where a chunk begins
 * @param {number} end in bytes
 * @param {number} root the flag, or 0
 * @returns {Int32Array}
 */
function chained(words, start, end, root) {
  const chain = Int32Array.from(START);
  const chunks = Math.ceil((end - start) / CHUNK);
  if (chunks > 1) {
    const middle = start + CHUNK * 2 ** Math.floor(Math.log2(chunks - 1));
    const both = new Int32Array(16);
    both.set(chained(words, start, middle, 0));
    both.set(chained(words, middle, end, 0), 8);
    compress(chain, both, 0, 0, BLOCK, PARENT | root);
    return chain;
  }
  for (let at = start; at === start || at < end; at += BLOCK) {
    const last = at + BLOCK >= end;
    const flags = (at === start ? CHUNK_START : 0) | (last ? CHUNK_END | root : 0);
    compress(chain, words, at / 4, start / CHUNK, Math.min(end - at, BLOCK), flags);
  }
  return chain;
}

/**
 * The hash of some bytes as the list has it.
 * @param {ArrayBuffer} bytes
 */
function hashOf(bytes) {
  const length = bytes.byteLength;
  const whole = new ArrayBuffer(Math.max(Math.ceil(length / BLOCK), 1) * BLOCK);
  new Uint8Array(whole).set(new Uint8Array(bytes));
  const hash = new Uint8Array(chained(new Int32Array(whole), 0, length, ROOT).buffer, 0, DIGEST);
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
