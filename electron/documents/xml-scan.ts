/** What the scanner tells of a document, in order. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text inside an element, entities resolved; may come in pieces. */
  text(text: string): void;
}

const TAG = /<(\/?)(?:[^\s/>:]+:)?([^\s/>:]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;
/** A tag longer than this is no tag of a workbook. */
const LONGEST_TAG = 65_536;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Resolves the five named entities and character numbers; anything else stays as it stands. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  const made = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(name, made);
  return made;
}

/** An attribute of an open tag, by its name without prefix; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  const found = patternOf(name).exec(attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null;
}

/**
 * Reads well-formed XML piece by piece and never builds a tree, so that a huge sheet costs no memory. There are no
 * document types and so no entities of the document's own: what would expand or fetch is refused.
 */
export class XmlScanner {
  #rest = '';

  constructor(private readonly handler: XmlHandler) {}

  /** @throws Error when the text is not XML */
  write(chunk: string): void {
    const text = this.#rest + chunk;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) break;
      if (start > at) this.handler.text(unescapeXml(text.slice(at, start)));
      at = start;
      const end = this.#markup(text, start);
      if (end < 0) break;
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.startsWith('<') && this.#rest.length > LONGEST_TAG) throw new Error('not XML: endless tag');
    if (!this.#rest.startsWith('<') && this.#rest.length > 0) this.#flushText();
  }

  /** @throws Error when the document stops in the middle of a tag */
  end(): void {
    if (this.#rest.trim() !== '') throw new Error('not XML: it stops inside a tag');
  }

  /** Text may go on in the next chunk; an entity must not be cut in two. */
  #flushText(): void {
    const cut = this.#rest.lastIndexOf('&');
    const whole = cut < 0 || this.#rest.length - cut > 12 ? this.#rest.length : cut;
    this.handler.text(unescapeXml(this.#rest.slice(0, whole)));
    this.#rest = this.#rest.slice(whole);
  }

  /** @returns where it ends; -1 while it has not come whole */
  #markup(text: string, start: number): number {
    if (text.startsWith('<!--', start)) return after(text, '-->', start);
    if (text.startsWith('<?', start)) return after(text, '?>', start);
    if (text.startsWith('<![CDATA[', start)) {
      const end = after(text, ']]>', start);
      if (end >= 0) this.handler.text(text.slice(start + 9, end - 3));
      return end;
    }
    if (text.startsWith('<!', start)) {
      if (text.length - start < 9) return -1;
      throw new Error('not a workbook: it has a document type');
    }
    TAG.lastIndex = start;
    const tag = TAG.exec(text);
    if (!tag) return -1;
    const [, closing, name = '', attributes = '', empty] = tag;
    if (closing) this.handler.close(name);
    else {
      this.handler.open(name, attributes);
      if (empty) this.handler.close(name);
    }
    return TAG.lastIndex;
  }
}

function after(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found < 0 ? -1 : found + mark.length;
}
