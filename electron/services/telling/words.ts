import type { Notice, TidingKind } from '../../../domain/rectification/telling.js';
import type { Waiting } from '../../app/desktop.js';

export type Language = 'zh-CN' | 'en';

interface Words {
  digest: string;
  news: string;
  /** While the console is locked. */
  locked: (n: number) => string;
  waiting: (n: number) => string;
  line: Record<TidingKind, (n: number) => string>;
  between: string;
  end: string;
  tray: Record<'name' | 'open' | 'list' | 'quit', string> & { waits: (n: number) => string };
}

const words: Record<Language, Words> = {
  'zh-CN': {
    digest: '明察 · 今日汇总',
    news: '明察 · 新情况',
    locked: (n) => `有 ${n} 件事等您查看，请先解锁。`,
    waiting: (n) => `等您办理共 ${n} 件。`,
    line: {
      overdue: (n) => `逾期 ${n} 件`,
      dueToday: (n) => `今天到期 ${n} 件`,
      dueTomorrow: (n) => `明天到期 ${n} 件`,
      dueNext: (n) => `下个工作日到期 ${n} 件`,
      interviewNear: (n) => `约谈在即 ${n} 次`,
      summoned: (n) => `约谈通知 ${n} 份`,
      returned: (n) => `退回或重启 ${n} 件`,
      reminded: (n) => `催办、督办 ${n} 件`,
      granted: (n) => `延期获批 ${n} 件`,
      refused: (n) => `申请未获批准 ${n} 件`,
      closed: (n) => `已销号 ${n} 件`,
      waiting: (n) => `新到待办 ${n} 件`,
      transferred: (n) => `单位合并转来 ${n} 件`,
      instructed: (n) => `领导批示 ${n} 件`,
      answered: (n) => `批示已答复 ${n} 件`,
      lookBack: (n) => `回头看 ${n} 件`,
    },
    between: '，',
    end: '。',
    tray: { name: '明察', open: '打开明察', list: '等我办理', quit: '退出', waits: (n) => `明察 · 等我办理 ${n} 件` },
  },
  en: {
    digest: 'Mingcha · today',
    news: 'Mingcha · news',
    locked: (n) => `${n} ${n === 1 ? 'thing' : 'things'} to look at. Unlock first.`,
    waiting: (n) => ` ${n} in all ${n === 1 ? 'waits' : 'wait'} for you.`,
    line: {
      overdue: (n) => `${n} overdue`,
      dueToday: (n) => `${n} due today`,
      dueTomorrow: (n) => `${n} due tomorrow`,
      dueNext: (n) => `${n} due next working day`,
      interviewNear: (n) => `${n} ${n === 1 ? 'interview' : 'interviews'} coming up`,
      summoned: (n) => `summoned to ${n} ${n === 1 ? 'interview' : 'interviews'}`,
      returned: (n) => `${n} sent back or reopened`,
      reminded: (n) => `${n} reminded of`,
      granted: (n) => `${n} extended`,
      refused: (n) => `${n} not approved`,
      closed: (n) => `${n} closed`,
      waiting: (n) => `${n} new for you`,
      transferred: (n) => `${n} passed on from a merged unit`,
      instructed: (n) => `instructed on ${n}`,
      answered: (n) => `${n} ${n === 1 ? 'instruction' : 'instructions'} answered`,
      lookBack: (n) => `${n} to look back on`,
    },
    between: ', ',
    end: '.',
    tray: {
      name: 'Mingcha',
      open: 'Open Mingcha',
      list: 'Waiting for me',
      quit: 'Quit',
      waits: (n) => `Mingcha · ${n} waiting for me`,
    },
  },
};

export interface NoticeText {
  title: string;
  body: string;
}

/**
 * The words of a notice: kinds and numbers, and nothing else of a matter; numbers alone while the console is locked.
 * @param waiting how many matters wait for the person in all; said with the digest
 */
export function noticeText(notice: Notice, waiting: number, locked: boolean, language: Language): NoticeText {
  const t = words[language];
  if (locked) return { title: t.tray.name, body: t.locked(notice.matters) };
  const lines = notice.lines.map(({ kind, count }) => t.line[kind](count)).join(t.between);
  const all = notice.occasion === 'digest' && waiting > 0 ? t.waiting(waiting) : '';
  return { title: notice.occasion === 'digest' ? t.digest : t.news, body: `${lines}${t.end}${all}` };
}

/** What the mark beside the clock says. @param hasList whether the person has a list of what waits to go to */
export function waitingText(count: number, hasList: boolean, language: Language): Waiting {
  const { name, open, list, quit, waits } = words[language].tray;
  return { count, tip: count > 0 ? waits(count) : name, open, list: hasList ? list : null, quit };
}
