/** The mark beside the clock, drawn: an eye as an open dial, and on it how many things wait. */

type Rgb = readonly [number, number, number];
const MARK: Rgb = [58, 112, 196];
const BADGE: Rgb = [196, 43, 28];
const WHITE: Rgb = [255, 255, 255];

/** The mark is drawn on a field of 22 by 22, as the interface draws it; the digits on dots of a sixteenth. */
const FIELD = 22;
const GRID = 16;
/** Points looked at in each dot, along one side. */
const FINE = 4;

/** Three dots wide, five high; each number is one row of dots. */
const digits: Record<string, readonly number[]> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 7, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 1, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '+': [0, 2, 7, 2, 0],
};

/** Whether a point of the mark's field lies on it: the ring, open at its upper right, and the pupil. */
function onMark(x: number, y: number): boolean {
  const [ringX, ringY] = [x - 10.8, y - 10.8];
  const fromRing = Math.hypot(ringX, ringY);
  const angle = Math.atan2(ringY, ringX);
  const ring = Math.abs(fromRing - 8.6) <= 1.3 && (angle < -1.1 || angle > 0.4);
  return ring || Math.hypot(x - 12, y - 10.6) <= 3.4;
}

const wordOf = (count: number): string => (count > 9 ? '9+' : String(count));

/** Whether a point of the grid lies on the badge, in its lower right, and whether on its number. */
function onBadge(x: number, y: number, word: string): 'number' | 'ground' | null {
  const width = word.length * 4 + 3;
  const left = GRID - width;
  const top = GRID - 9;
  if (x < left || y < top) return null;
  const [inX, inY] = [x - left, y - top];
  // Corners are round.
  const corner = Math.hypot(Math.max(2 - inX, inX - (width - 2), 0), Math.max(2 - inY, inY - 7, 0));
  if (corner > 2) return null;
  const [column, row] = [Math.floor(inX) - 2, Math.floor(inY) - 2];
  const dots = digits[word[Math.floor(column / 4)] ?? '']?.[row];
  const lit = column >= 0 && column % 4 < 3 && dots !== undefined && ((dots >> (2 - (column % 4))) & 1) === 1;
  return lit ? 'number' : 'ground';
}

function colourAt(x: number, y: number, word: string | null): Rgb | null {
  const badge = word === null ? null : onBadge(x * GRID, y * GRID, word);
  if (badge !== null) return badge === 'number' ? WHITE : BADGE;
  return onMark(x * FIELD, y * FIELD) ? MARK : null;
}

/**
 * The picture, row by row: blue, green, red, cover, each times its cover.
 * @param size pixels along one side
 * @param count how many things wait; 0 draws the mark alone
 */
export function trayPicture(size: number, count: number): Buffer {
  const dots = Buffer.alloc(size * size * 4);
  const word = count > 0 ? wordOf(count) : null;
  for (let at = 0; at < size * size; at += 1) {
    const sum = [0, 0, 0, 0];
    for (let point = 0; point < FINE * FINE; point += 1) {
      const x = ((at % size) + ((point % FINE) + 0.5) / FINE) / size;
      const y = (Math.floor(at / size) + (Math.floor(point / FINE) + 0.5) / FINE) / size;
      const colour = colourAt(x, y, word);
      if (colour === null) continue;
      [colour[2], colour[1], colour[0], 255].forEach((part, index) => (sum[index] = (sum[index] ?? 0) + part));
    }
    sum.forEach((part, index) => (dots[at * 4 + index] = Math.round(part / (FINE * FINE))));
  }
  return dots;
}
