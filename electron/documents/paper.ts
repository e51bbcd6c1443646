import type { PaperForm } from './paper-look.js';

/**
 * A printed document before it is a Word file or a PDF: what stands on it, in order, in the words of one language.
 * How either file says it is theirs (`paper-docx`, `paper-html`), so that both always say the same.
 */
export type PaperLanguage = 'zh-CN' | 'en';

/** A4 with the margins of official papers (版心 156 x 225 mm), millimetres. */
export const sheet = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
/** Between the margins, millimetres. */
export const TEXT_WIDTH = sheet.width - sheet.left - sheet.right;

/** Shares of a row's width are whole numbers; what they add up to is the width of the text. */
export interface Column {
  title: string;
  share: number;
  align?: 'left' | 'right' | 'center';
}

export interface Fact {
  label: string;
  value: string;
}

/** A bar on a ruler: a span of time with what it is. */
export interface RulerSpan {
  from: number;
  to: number;
  tone: 'waiting' | 'handling';
  label: string;
}

/** A stretch of time drawn to scale, UTC milliseconds. */
export interface TimeRuler {
  /** Whose time it is, where there are several rulers. */
  title: string | null;
  from: number;
  to: number;
  spans: readonly RulerSpan[];
  marks: readonly { at: number; label: string }[];
}

export interface PaperPicture {
  bytes: Uint8Array;
  type: 'jpg' | 'png';
  /** Pixels. */
  width: number;
  height: number;
  /** Numbered: `图 1　…`. */
  caption: string;
  /** Smaller, under the caption. */
  note: string;
}

export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  /** Each line of the text is a paragraph of its own; `keepNext` holds a block to what follows, on the same page. */
  | { kind: 'text'; text: string; keepNext?: boolean }
  | { kind: 'note'; text: string; keepNext?: boolean }
  /** Labels beside values; a row holds one pair or two. */
  | { kind: 'facts'; rows: readonly (readonly Fact[])[]; keepNext?: boolean }
  /** `small` sets many narrow columns: clock times, minutes. */
  | {
      kind: 'grid';
      columns: readonly Column[];
      rows: readonly (readonly string[])[];
      small?: boolean;
      keepNext?: boolean;
    }
  | { kind: 'ruler'; ruler: TimeRuler; alt: string }
  /** One picture as wide as the text; its words are for those who do not see it. */
  | { kind: 'figure'; picture: Omit<PaperPicture, 'caption' | 'note'>; alt: string }
  | { kind: 'pictures'; pictures: readonly PaperPicture[] }
  /** Lines to sign on; what is known stands there already. */
  | { kind: 'signatures'; lines: readonly Fact[] }
  /** 主送: whom a paper is for, at the left edge. */
  | { kind: 'recipient'; text: string }
  /** Issuing body and date, at the right, below the text. */
  | { kind: 'issued'; lines: readonly string[] }
  /** 抄送, between two lines. */
  | { kind: 'copies'; text: string }
  /** Where a slip is cut off. */
  | { kind: 'cut'; text: string };

export interface Paper {
  language: PaperLanguage;
  form: PaperForm;
  /** What the file says of itself. */
  subject: string;
  /** One line above the other: who issues it, what it is. */
  title: readonly string[];
  /** Under the title. */
  number: string;
  /** At the head of every page. */
  running: string;
  /** Under the number; none where it is empty. */
  date: string;
  /** At the foot of every page, beside the page number; where it is empty the number stands in the middle. */
  footer: string;
  /** What says the page, counted within the paper; of several papers in one file none says how many there are. */
  pageOf: (page: string, pages: string) => readonly string[];
  blocks: readonly Block[];
}

/** Signs of a value in a table that may go on over the page: a row kept whole would leave half a page free before it. */
const LONG_VALUE = 400;
export const isLong = (facts: readonly Fact[]): boolean => facts.some(({ value }) => value.length > LONG_VALUE);

/** Paragraphs of a text: its lines without the empty ones. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Size of a picture that fits a box, in the box's unit; never drawn larger than 150 dots an inch allow. */
export function fitted(picture: Pick<PaperPicture, 'width' | 'height'>, box: { width: number; height: number }) {
  const natural = 25.4 / 150;
  const scale = Math.min(box.width / picture.width, box.height / picture.height, natural);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The box of one picture, two in a row, millimetres. */
export const pictureBox = { width: 74, height: 68 } as const;

/** Issuing body and date stand one above the other in the middle of this much of the right side, millimetres. */
export const ISSUED_WIDTH = 78;

/** Room for who issues a paper, millimetres: what is long takes more of the line. */
export function issuedWidth(lines: readonly string[], size: number): number {
  const widest = Math.max(...lines.map((text) => text.length)) * size * (25.4 / 72);
  return Math.min(TEXT_WIDTH, Math.max(ISSUED_WIDTH, widest + 2));
}

/** The blocks with what stands before a signature held to it: none stands alone on a page. */
export function endsHeld(blocks: readonly Block[]): Block[] {
  const held = [...blocks];
  blocks.forEach(({ kind }, end) => {
    if (kind !== 'issued' && kind !== 'signatures') return;
    for (let at = end - 1; at >= 0; at -= 1) {
      const block = held[at];
      if (block?.kind !== 'text' && block?.kind !== 'note' && block?.kind !== 'facts' && block?.kind !== 'grid') return;
      // A line that is held to the signature anyhow says nothing of the matter.
      const goesOn = block.kind === 'note' || block.keepNext === true;
      held[at] = { ...block, keepNext: true };
      if (!goesOn) return;
    }
  });
  return held;
}
