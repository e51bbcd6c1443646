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
  /** Each line of the text is a paragraph of its own; `keepNext` holds it to what follows, on the same page. */
  | { kind: 'text'; text: string; keepNext?: boolean }
  | { kind: 'note'; text: string }
  /** Labels beside values; a row holds one pair or two. */
  | { kind: 'facts'; rows: readonly (readonly Fact[])[] }
  /** `small` sets many narrow columns: clock times, minutes. */
  | { kind: 'grid'; columns: readonly Column[]; rows: readonly (readonly string[])[]; small?: boolean }
  | { kind: 'ruler'; ruler: TimeRuler; alt: string }
  | { kind: 'pictures'; pictures: readonly PaperPicture[] }
  /** Lines to sign on; what is known stands there already. */
  | { kind: 'signatures'; lines: readonly Fact[] }
  /** 主送: whom a paper is for, at the left edge. */
  | { kind: 'recipient'; text: string }
  /** Issuing body and date, at the right, below the text. */
  | { kind: 'issued'; lines: readonly string[] }
  /** 抄送, between two lines. */
  | { kind: 'copies'; text: string }
  /** The next paper of several in one file, on a page of its own. */
  | { kind: 'page'; title: readonly string[]; number: string };

export interface Paper {
  language: PaperLanguage;
  /** What the file says of itself. */
  subject: string;
  /** One line above the other: who issues it, what it is. */
  title: readonly string[];
  /** Under the title, and at the head of every page. */
  number: string;
  /** What stands at the head of every page, where it is not the number. */
  running?: string;
  /** Under the number; none where it is empty. */
  date: string;
  /** At the foot of every page, beside the page number. */
  footer: string;
  pageOf: (page: string, pages: string) => readonly string[];
  blocks: readonly Block[];
}

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
