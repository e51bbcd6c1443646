import { describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.js';
import { clockSigns } from '../../../electron/demo/footage/digits.js';
import { DemoFootage } from '../../../electron/demo/footage/make.js';
import { CLOCK_SIGNS } from '../../../media/caption.js';

describe('recordings of the demo hall', () => {
  it('are none, and nothing is said of them, without an ffmpeg that can draw them', async () => {
    type Needs = ConstructorParameters<typeof DemoFootage>[0];
    const made = async (needs: Needs): Promise<number> => {
      const footage = new DemoFootage(needs);
      return footage.takeIn().finally(() => footage.end());
    };
    // Whatever was asked of the console would fail.
    const needs = (require: Needs['toolbox']['require']): Needs => ({ toolbox: { require } }) as Needs;
    const missing = new AppError('media.binaryMissing', { name: 'ffmpeg' });
    expect(await made(needs(() => Promise.reject(missing)))).toBe(0);
    const bare = { ffmpeg: '', ffprobe: '', version: '6.1', major: 6, source: 'system', lacks: ['libx264'] } as const;
    expect(await made(needs(() => Promise.resolve({ ...bare, lacks: [...bare.lacks] })))).toBe(0);
    await expect(made(needs(() => Promise.reject(new Error('broken'))))).rejects.toThrow('broken');
  });

  it('have a clock whose signs differ and stand in cells of one width', () => {
    const { width, height, rgba } = clockSigns(1);
    expect(width % CLOCK_SIGNS.length).toBe(0);
    expect(rgba).toHaveLength(width * height * 4);
    const cell = width / CLOCK_SIGNS.length;
    const drawn = [...CLOCK_SIGNS].map((_, sign) =>
      Array.from({ length: height * cell }, (_, at) => {
        const [x, y] = [at % cell, Math.floor(at / cell)];
        return rgba[(y * width + sign * cell + x) * 4] === 255 ? 1 : 0;
      }).join(''),
    );
    expect(new Set(drawn).size).toBe(CLOCK_SIGNS.length);
    expect(drawn.at(-1)).not.toContain('1');
  });
});
