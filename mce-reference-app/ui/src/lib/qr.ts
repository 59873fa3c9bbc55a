// QR codes (ISO/IEC 18004), as much of them as a link needs: bytes, error correction level M.

/** Rows of modules; true is dark. A quiet zone of four modules has to be left around it. */
export type QrCode = boolean[][];

// For each version from 1 on: how many blocks the codewords are dealt to, and how many codewords of
// each block correct errors (table 9 of the standard, level M).
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const CORRECTING = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];

/** The code of a text; undefined when it is too long to be scanned with ease. */
export function qrCode(text: string): QrCode | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = BLOCKS.findIndex((_, index) => bytes.length <= capacity(index + 1)) + 1;
  if (version === 0) return undefined;
  const codewords = interleaved(dataCodewords(bytes, version), version);
  let best: { code: QrCode; penalty: number } | undefined;
  for (let mask = 0; mask < 8; mask++) {
    const code = draw(codewords, version, mask);
    const penalty = penaltyOf(code);
    if (!best || penalty < best.penalty) best = { code, penalty };
  }
  return best?.code;
}

const at = (list: readonly number[], index: number): number => list[index] ?? 0;

/** All codewords of a version: what the patterns leave free. */
function codewordsOf(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    modules -= (25 * aligned - 10) * aligned - 55;
  }
  if (version >= 7) modules -= 36;
  return Math.floor(modules / 8);
}

const dataLength = (version: number) =>
  codewordsOf(version) - at(BLOCKS, version - 1) * at(CORRECTING, version - 1);

const countBits = (version: number) => (version < 10 ? 8 : 16);

/** How many bytes a version holds. */
export const capacity = (version: number) =>
  Math.floor((dataLength(version) * 8 - 4 - countBits(version)) / 8);

/** Mode and length, the bytes, and padding. */
function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, countBits(version));
  for (const byte of bytes) push(byte, 8);
  const length = dataLength(version);
  push(0, Math.min(4, length * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const codewords: number[] = [];
  for (let i = 0; i < bits.length; i += 8) {
    codewords.push(bits.slice(i, i + 8).reduce((value, bit) => value * 2 + bit, 0));
  }
  for (let pad = 0xec; codewords.length < length; pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

/** A product in the field of 256 elements that the standard uses. */
export function multiply(x: number, y: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> i) & 1) * x;
  }
  return product;
}

/** The codewords after these that let a reader correct errors in them (Reed-Solomon). */
export function correction(data: readonly number[], length: number): number[] {
  const divisor = [...Array<number>(length - 1).fill(0), 1];
  for (let i = 0, root = 1; i < length; i++, root = multiply(root, 2)) {
    for (let j = 0; j < length; j++) {
      divisor[j] = multiply(at(divisor, j), root) ^ at(divisor, j + 1);
    }
  }
  const rest = Array<number>(length).fill(0);
  for (const codeword of data) {
    const factor = codeword ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let j = 0; j < length; j++) rest[j] = at(rest, j) ^ multiply(at(divisor, j), factor);
  }
  return rest;
}

/** Deals the codewords to blocks, and takes the first of each block, then the second... */
function interleaved(data: readonly number[], version: number): number[] {
  const blocks = at(BLOCKS, version - 1);
  const correcting = at(CORRECTING, version - 1);
  const short = Math.floor(data.length / blocks);
  const firstLong = blocks - (data.length % blocks);
  const parts: number[][] = [];
  for (let block = 0, from = 0; block < blocks; block++) {
    const length = block < firstLong ? short : short + 1;
    parts.push(data.slice(from, from + length));
    from += length;
  }
  const take = (lists: number[][], length: number) =>
    Array.from({ length }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
  const corrections = parts.map((part) => correction(part, correcting));
  return [...take(parts, short + 1), ...take(corrections, correcting)];
}

/** Where the centres of the small patterns are, in both directions. */
export function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const last = version * 4 + 10;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => last - (count - 2 - i) * step)];
}

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function draw(codewords: readonly number[], version: number, mask: number): QrCode {
  const size = version * 4 + 17;
  const grid: (boolean | undefined)[][] = Array.from({ length: size }, () =>
    Array<boolean | undefined>(size).fill(undefined),
  );
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  drawPatterns(set, version, size);
  drawFormat(set, mask, size);
  if (version >= 7) drawVersion(set, version, size);

  const masked = MASKS[mask] ?? (() => false);
  let bit = 0;
  for (const [x, y] of path(size)) {
    if (grid[y]?.[x] !== undefined) continue;
    const dark = ((at(codewords, bit >>> 3) >>> (7 - (bit & 7))) & 1) === 1;
    set(x, y, dark !== masked(x, y));
    bit++;
  }
  return grid.map((row) => row.map((module) => module === true));
}

/** The way of the data: two columns at a time from the right, up and down in turn. */
export function* path(size: number): Generator<[x: number, y: number]> {
  let upwards = true;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = upwards ? size - 1 - i : i;
      yield [right, y];
      yield [right - 1, y];
    }
    upwards = !upwards;
  }
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawPatterns(set: Set, version: number, size: number) {
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const square = (centreX: number, centreY: number, reach: number, light: number[]) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        if (centreY + dy >= 0 && centreY + dy < size) {
          set(centreX + dx, centreY + dy, !light.includes(ring));
        }
      }
    }
  };
  const places = alignment(version);
  const last = places.length - 1;
  places.forEach((x, i) =>
    places.forEach((y, j) => {
      const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!corner) square(x, y, 2, [1]);
    }),
  );
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    square(x, y, 4, [2, 4]);
  }
}

/** A value with the remainder that lets a reader correct it (BCH). */
function withRemainder(value: number, bits: number, generator: number): number {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * generator);
  return (value << bits) | rest;
}

/** Level M, which is written as 00, and the mask; twice. */
function drawFormat(set: Set, mask: number, size: number) {
  const format = withRemainder(mask, 10, 0x537) ^ 0x5412;
  const bit = (i: number) => ((format >>> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    if (i < 6) set(8, i, bit(i));
    else if (i < 8) set(8, i + 1, bit(i));
    else if (i === 8) set(7, 8, bit(i));
    else set(14 - i, 8, bit(i));
    if (i < 8) set(size - 1 - i, 8, bit(i));
    else set(8, size - 15 + i, bit(i));
  }
  set(8, size - 8, true);
}

function drawVersion(set: Set, version: number, size: number) {
  const bits = withRemainder(version, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >>> i) & 1) === 1;
    const far = size - 11 + (i % 3);
    const near = Math.floor(i / 3);
    set(far, near, dark);
    set(near, far, dark);
  }
}

/** How hard a code is to read, by the four rules of the standard. */
function penaltyOf(code: QrCode): number {
  const columns = code.map((row, y) => row.map((_, x) => code[x]?.[y] === true));
  let penalty = 0;
  for (const line of [...code, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
    for (const finder of ['10111010000', '00001011101']) {
      for (let i = text.indexOf(finder); i >= 0; i = text.indexOf(finder, i + 1)) penalty += 40;
    }
  }
  let dark = 0;
  code.forEach((row, y) =>
    row.forEach((module, x) => {
      if (module) dark++;
      const below = code[y + 1];
      if (below && x + 1 < row.length) {
        if (row[x + 1] === module && below[x] === module && below[x + 1] === module) penalty += 3;
      }
    }),
  );
  const share = (dark * 100) / (code.length * code.length);
  return penalty + Math.floor(Math.abs(share - 50) / 5) * 10;
}
