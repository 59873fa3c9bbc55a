import { describe, expect, it } from 'vitest';
import { alignment, capacity, correction, multiply, path, qrCode, type QrCode } from '@/lib/qr';

const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

const module = (code: QrCode, x: number, y: number): number => (code[y]?.[x] ? 1 : 0);

/** Reads a code as a camera's program does: patterns, format, unmasking, codewords, text. */
function read(code: QrCode): { version: number; mask: number; text: string } {
  const size = code.length;
  const version = (size - 17) / 4;
  const used = new Set<string>();
  const mark = (x0: number, y0: number, width: number, height: number) => {
    for (let y = y0; y < y0 + height; y++) {
      for (let x = x0; x < x0 + width; x++) used.add(`${x},${y}`);
    }
  };
  const looksLike = (x0: number, y0: number, rows: string[]) =>
    rows.forEach((row, dy) =>
      expect(
        [...row].map((_, dx) => module(code, x0 + dx, y0 + dy)).join(''),
        `${x0},${y0 + dy}`,
      ).toBe(row),
    );

  const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
  looksLike(0, 0, [...finder.map((row) => `${row}0`), '00000000']);
  looksLike(size - 8, 0, [...finder.map((row) => `0${row}`), '00000000']);
  looksLike(0, size - 8, ['00000000', ...finder.map((row) => `${row}0`)]);
  mark(0, 0, 9, 9);
  mark(size - 8, 0, 8, 9);
  mark(0, size - 8, 9, 8);
  for (let i = 8; i < size - 8; i++) {
    expect(module(code, i, 6)).toBe(1 - (i % 2));
    expect(module(code, 6, i)).toBe(1 - (i % 2));
  }
  mark(0, 6, size, 1);
  mark(6, 0, 1, size);
  const places = alignment(version);
  for (const x of places) {
    for (const y of places) {
      const inFinder =
        (x === 6 && y === 6) || (x === 6 && y > size - 9) || (y === 6 && x > size - 9);
      if (inFinder) continue;
      looksLike(x - 2, y - 2, ['11111', '10001', '10101', '10001', '11111']);
      mark(x - 2, y - 2, 5, 5);
    }
  }
  if (version >= 7) {
    mark(size - 11, 0, 3, 6);
    mark(0, size - 11, 6, 3);
  }

  expect(module(code, 8, size - 8)).toBe(1);
  // Around the first finder: leftwards below it, upwards beside it; the highest bit is far left.
  const xs = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => module(code, x, 8));
  const ys = [7, 5, 4, 3, 2, 1, 0].map((y) => module(code, 8, y));
  const format = [...xs, ...ys].join('');
  const below = [1, 2, 3, 4, 5, 6, 7].map((i) => module(code, 8, size - i));
  const beside = [8, 7, 6, 5, 4, 3, 2, 1].map((i) => module(code, size - i, 8));
  expect([...below, ...beside].join('')).toBe(format);
  const mask = FORMATS.indexOf(format);
  expect(mask, format).toBeGreaterThanOrEqual(0);

  const bits: number[] = [];
  for (const [x, y] of path(size)) {
    if (!used.has(`${x},${y}`)) bits.push(module(code, x, y) ^ unmask(mask, y, x));
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2),
  );
  const data = inOrder(codewords, version);
  const stream = data.map((value) => value.toString(2).padStart(8, '0')).join('');
  expect(stream.slice(0, 4)).toBe('0100');
  const start = version < 10 ? 12 : 20;
  const length = parseInt(stream.slice(4, start), 2);
  const bytes = Uint8Array.from({ length }, (_, i) =>
    parseInt(stream.slice(start + i * 8, start + i * 8 + 8), 2),
  );
  return { version, mask, text: new TextDecoder().decode(bytes) };
}

/** Level M with each mask, from table C.1 of the standard. */
const FORMATS = [
  '101010000010010',
  '101000100100101',
  '101111001111100',
  '101101101001011',
  '100010111111001',
  '100000011001110',
  '100111110010111',
  '100101010100000',
];

/** As the standard writes it: i is the row, j the column. */
function unmask(mask: number, i: number, j: number): number {
  const conditions = [
    (i + j) % 2,
    i % 2,
    j % 3,
    (i + j) % 3,
    (Math.floor(i / 2) + Math.floor(j / 3)) % 2,
    ((i * j) % 2) + ((i * j) % 3),
    (((i * j) % 3) + i * j) % 2,
    (((i * j) % 3) + i + j) % 2,
  ];
  return conditions[mask] === 0 ? 1 : 0;
}

/** Puts the blocks together again, and checks that each is a word of its Reed-Solomon code. */
function inOrder(codewords: number[], version: number): number[] {
  const count = BLOCKS[version - 1] ?? 1;
  const blocks = Array.from({ length: count }, () => [] as number[]);
  const perBlock = Math.floor(codewords.length / count);
  const long = codewords.length % count;
  const dataBits = 8 * (capacity(version) + (version < 10 ? 2 : 3));
  const dataLength = Math.floor(dataBits / 8);
  const correcting = (codewords.length - dataLength) / count;
  const shortData = perBlock - correcting;
  let next = 0;
  for (let i = 0; i <= shortData; i++) {
    blocks.forEach((block, index) => {
      if (i < shortData || index >= count - long) block.push(codewords[next++] ?? 0);
    });
  }
  const data = blocks.map((block) => [...block]);
  for (let i = 0; i < correcting; i++) {
    for (const block of blocks) block.push(codewords[next++] ?? 0);
  }
  for (const block of blocks) {
    for (let i = 0, root = 1; i < correcting; i++, root = multiply(root, 2)) {
      expect(block.reduce((sum, value) => multiply(sum, root) ^ value, 0)).toBe(0);
    }
  }
  return data.flat();
}

describe('a QR code', () => {
  it.each([1, 14, 15, 26, 62, 90, 106, 122, 123, 152, 180, 181, 213, 251, 400, 666])(
    'of %i bytes reads as what was written',
    (length) => {
      const text = 'otpauth://totp/MCE:sarah%40example.com?secret='.repeat(20).slice(0, length);
      const code = qrCode(text);
      expect(code && read(code)).toMatchObject({ text });
    },
  );

  it('is as small as the text allows and refuses what does not fit', () => {
    expect(qrCode('a'.repeat(14))?.length).toBe(21);
    expect(qrCode('a'.repeat(15))?.length).toBe(25);
    expect(qrCode('é'.repeat(7))?.length).toBe(21);
    expect(qrCode('a'.repeat(667))).toBeUndefined();
  });

  it('has the capacities of the standard (table 7, level M, bytes)', () => {
    const standard = [
      14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
    ];
    expect(standard.map((_, index) => capacity(index + 1))).toEqual(standard);
  });

  it('has its small patterns where the standard puts them (table E.1)', () => {
    expect(alignment(2)).toEqual([6, 18]);
    expect(alignment(7)).toEqual([6, 22, 38]);
    expect(alignment(13)).toEqual([6, 34, 62]);
    expect(alignment(14)).toEqual([6, 26, 46, 66]);
    expect(alignment(15)).toEqual([6, 26, 48, 70]);
    expect(alignment(16)).toEqual([6, 26, 50, 74]);
    expect(alignment(20)).toEqual([6, 34, 62, 90]);
  });

  it('corrects errors as a published example does ("HELLO WORLD", version 1-M)', () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(correction(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  it('of version 7 and up says its version (table D.1)', () => {
    const code = qrCode('a'.repeat(110)) ?? [];
    expect(code.length).toBe(45);
    const bits = Array.from({ length: 18 }, (_, i) =>
      module(code, 34 + (i % 3), Math.floor(i / 3)),
    );
    expect(bits.reverse().join('')).toBe('000111110010010100');
    const other = Array.from({ length: 18 }, (_, i) =>
      module(code, Math.floor(i / 3), 34 + (i % 3)),
    );
    expect(other.reverse().join('')).toBe('000111110010010100');
  });
});
