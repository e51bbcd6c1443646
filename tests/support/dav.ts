/** One frame of a stream as a recorder writes it down. */
interface DavFrame {
  /** Annex B. */
  data: Buffer;
  key: boolean;
}

export interface DavOptions {
  codec: 'h264' | 'hevc';
  width: number;
  height: number;
  fps: number;
  /** The recorder's wall clock at the first frame: year, month, day, hour, minute, second. */
  start: readonly [number, number, number, number, number, number];
  /** 8 kHz A-law, one byte a sample, laid between the frames. */
  alaw?: Buffer | undefined;
}

const KEY = 0xfd;
const OTHER = 0xfc;
const SOUND = 0xf0;
const CODEC = { h264: 0x04, hevc: 0x0c } as const;

/** Splits Annex B at its access unit delimiters. */
export function accessUnits(stream: Buffer, codec: 'h264' | 'hevc'): DavFrame[] {
  const kindAt = (at: number): number => {
    const byte = stream[at] ?? 0;
    return codec === 'h264' ? byte & 0x1f : (byte >> 1) & 0x3f;
  };
  const isDelimiter = (kind: number): boolean => kind === (codec === 'h264' ? 9 : 35);
  const isKey = (kind: number): boolean => (codec === 'h264' ? kind === 5 : kind >= 16 && kind <= 21);
  const starts: { at: number; key: boolean }[] = [];
  for (let at = stream.indexOf('000001', 0, 'hex'); at >= 0; at = stream.indexOf('000001', at + 3, 'hex')) {
    const kind = kindAt(at + 3);
    if (isDelimiter(kind)) starts.push({ at: stream[at - 1] === 0 ? at - 1 : at, key: false });
    const last = starts.at(-1);
    if (last && isKey(kind)) last.key = true;
  }
  return starts.map(({ at, key }, index) => ({ data: stream.subarray(at, starts[index + 1]?.at), key }));
}

/** Wall clock in the 32 bits a recorder packs it into. */
function packed(start: DavOptions['start'], seconds: number): number {
  const [year, month, day, hour, minute, second] = start;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second + seconds));
  const high = ((at.getUTCFullYear() - 2000) << 26) | ((at.getUTCMonth() + 1) << 22) | (at.getUTCDate() << 17);
  return (high | (at.getUTCHours() << 12) | (at.getUTCMinutes() << 6) | at.getUTCSeconds()) >>> 0;
}

/** A `.dav` recording of these access units, as Dahua recorders write them. */
export function davOf(frames: readonly DavFrame[], options: DavOptions): Buffer {
  const { codec, width, height, fps, start, alaw } = options;
  const shape = Buffer.from([0x81, 0, CODEC[codec], fps, 0x82, 0, 0, 0, 0, 0, 0, 0]);
  shape.writeUInt16LE(width, 8);
  shape.writeUInt16LE(height, 10);
  const chunk = (type: number, number: number, extension: Buffer, data: Buffer): Buffer => {
    const ms = Math.round((number * 1000) / fps);
    const length = 24 + extension.length + data.length + 8;
    const head = Buffer.alloc(24);
    head.write('DHAV', 'latin1');
    head.writeUInt8(type, 4);
    head.writeUInt32LE(number, 8);
    head.writeUInt32LE(length, 12);
    head.writeUInt32LE(packed(start, Math.floor(ms / 1000)), 16);
    head.writeUInt16LE(ms % 65536, 20);
    head.writeUInt8(extension.length, 22);
    head.writeUInt8(
      head.subarray(0, 23).reduce((sum, byte) => (sum + byte) & 0xff, 0),
      23,
    );
    const tail = Buffer.from('dhav\0\0\0\0', 'latin1');
    tail.writeUInt32LE(length, 4);
    return Buffer.concat([head, extension, data, tail]);
  };
  const perFrame = 8000 / fps;
  return Buffer.concat(
    frames.flatMap(({ data, key }, number) => [
      chunk(key ? KEY : OTHER, number, key ? shape : Buffer.alloc(0), data),
      ...(alaw
        ? [
            chunk(
              SOUND,
              number,
              Buffer.from([0x83, 1, 0x0e, 0]),
              alaw.subarray(number * perFrame, (number + 1) * perFrame),
            ),
          ]
        : []),
    ]),
  );
}
