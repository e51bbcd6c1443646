import { answerFaults, type AnswerFault, type Answers } from './answers.js';
import { itemsOf, type TemplateContent } from './schema.js';
import { judge, type Limits } from './verdict.js';

/** What keeps a checklist from being submitted, item by item, and how far it is. */
export interface Completeness {
  /** Items that are asked, required or not. */
  asked: number;
  answered: number;
  /** Required items that are asked and open, in the order of the template. */
  missing: { section: string; item: string }[];
  /** Answers that do not fit their item. */
  faults: AnswerFault[];
  /** Nothing is missing and every answer fits. */
  complete: boolean;
  sections: { section: string; asked: number; answered: number }[];
}

/** Optional items may stay open; an item that hangs on an open answer is not asked yet, but that answer is missing. */
export function completeness(content: TemplateContent, given: Answers, limits: Limits): Completeness {
  const judged = judge(content, given, limits);
  const asked = itemsOf(content).filter(({ item }) => judged.get(item.code)?.visibility === 'shown');
  const isOpen = (itemCode: string) => judged.get(itemCode)?.verdict.state === 'open';
  const missing = asked
    .filter(({ item }) => item.required && isOpen(item.code))
    .map(({ section, item }) => ({ section: section.code, item: item.code }));
  const faults = answerFaults(content, given);
  return {
    asked: asked.length,
    answered: asked.filter(({ item }) => !isOpen(item.code)).length,
    missing,
    faults,
    complete: missing.length === 0 && faults.length === 0,
    sections: content.sections.map(({ code }) => {
      const own = asked.filter(({ section }) => section.code === code);
      return {
        section: code,
        asked: own.length,
        answered: own.filter(({ item }) => !isOpen(item.code)).length,
      };
    }),
  };
}
