import { describe, expect, it } from 'vitest';
import { ledgerColumns } from '../../domain/rectification/columns.js';
import * as onPaper from '../../electron/documents/ledger-words.js';
import { rectifications as english } from '../../renderer/shared/i18n/en/rectifications';
import { rectifications as chinese } from '../../renderer/shared/i18n/zh-CN/rectifications';

const said = (zh: Record<string, string>, en: Record<string, string>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, [zh[key], en[key]]]));

describe('the words of the ledger on paper', () => {
  it('are those of the screen', () => {
    const { columnWords } = onPaper;
    expect(columnWords).toEqual(said(chinese.ledger.column, english.ledger.column, ledgerColumns));
    expect([...onPaper.LEDGER_TITLE]).toEqual([chinese.ledger.title, english.ledger.title]);
    const pairs = [
      [onPaper.stateWords, chinese.rectificationState, english.rectificationState],
      [onPaper.progressWordsOnPaper, chinese.ledger.progress, english.ledger.progress],
      [onPaper.leftWords, chinese.ledger.left, english.ledger.left],
      [onPaper.lightWords, chinese.rectificationLight, english.rectificationLight],
      [onPaper.waitingWords, chinese.waitingFor, english.waitingFor],
      [onPaper.resultWords, chinese.verificationResult, english.verificationResult],
      [onPaper.escalationWords, chinese.escalation, english.escalation],
    ] as const;
    for (const [paper, zh, en] of pairs) expect(paper).toEqual(said(zh, en, Object.keys(paper)));
  });
});
