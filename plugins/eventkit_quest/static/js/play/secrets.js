// PBKDF2 with SHA-256, as the server makes digests of right answers. Browsers have it on HTTPS and
// localhost alone; over plain HTTP the same is counted here. The number of turns is chosen so that a
// slow phone needs about a second either way: more would keep nobody out, since answers are words.

const encoder = new TextEncoder();
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The digest of a text as hexadecimal signs: `size` bytes after `turns` turns. */
export async function digest(text, salt, turns, size = 16) {
  if (!globalThis.crypto?.subtle) return hex(derive(encoder.encode(text), encoder.encode(salt), turns).slice(0, size));
  const secret = await crypto.subtle.importKey("raw", encoder.encode(text), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: encoder.encode(salt), iterations: turns }, secret, size * 8);
  return hex(new Uint8Array(bits));
}

// FIPS 180-4: the constants are fractional parts of roots of the first primes.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const part = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const BEGIN = Int32Array.from(primes.slice(0, 8), (p) => part(Math.sqrt(p)));
const ROUND = Int32Array.from(primes, (p) => part(Math.cbrt(p)));
const schedule = new Int32Array(64);

/** One block of sixteen words, from `from` on, into the state. */
function compress(state, words, from = 0) {
  for (let i = 0; i < 16; i++) schedule[i] = words[from + i];
  for (let i = 16; i < 64; i++) {
    const a = schedule[i - 15], b = schedule[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    schedule[i] = (schedule[i - 16] + s0 + schedule[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + schedule[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** Bytes as padded words; `before` bytes have gone through already. */
function padded(bytes, before) {
  const words = new Int32Array(((bytes.length + 8) >> 6) * 16 + 16);
  bytes.forEach((byte, i) => { words[i >> 2] |= byte << (24 - (i & 3) * 8); });
  words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length & 3) * 8);
  words[words.length - 1] = (bytes.length + before) * 8;
  return words;
}

function hashed(begin, bytes, before) {
  const state = Int32Array.from(begin), words = padded(bytes, before);
  for (let from = 0; from < words.length; from += 16) compress(state, words, from);
  return state;
}

const asBytes = (words) => Uint8Array.from({ length: words.length * 4 }, (_, i) => words[i >> 2] >>> (24 - (i & 3) * 8));

/** The state after the block of a key's pad. */
function keyed(secret, pad) {
  const block = Uint8Array.from({ length: 64 }, (_, i) => (secret[i] ?? 0) ^ pad);
  const state = Int32Array.from(BEGIN);
  compress(state, padded(block, 0));
  return state;
}

/** The first 32 bytes of PBKDF2-HMAC-SHA-256 (RFC 8018). */
export function derive(secret, salt, turns) {
  const short = secret.length > 64 ? asBytes(hashed(BEGIN, secret, 0)) : secret;
  const inner = keyed(short, 0x36), outer = keyed(short, 0x5c);
  const first = hashed(inner, Uint8Array.from([...salt, 0, 0, 0, 1]), 64);
  // Each further turn takes 32 bytes: two blocks, padded once and for all.
  const block = padded(new Uint8Array(32), 64), made = new Int32Array(8);
  let last = first;
  for (let turn = 0; turn < turns; turn++) {
    if (turn) { block.set(last); last = Int32Array.from(inner); compress(last, block); }
    block.set(last);
    last = Int32Array.from(outer);
    compress(last, block);
    for (let i = 0; i < 8; i++) made[i] ^= last[i];
  }
  return asBytes(made);
}
