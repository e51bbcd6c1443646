import { randomUUID } from 'node:crypto';
import { circularOfRanking, insertCircular, updateCircular } from '../../../db/queries/circulars.js';
import { issuingName } from '../../../db/queries/round-report.js';
import { storedMonths, type StoredMonth } from '../../../db/queries/ranking.js';
import { storedFlags } from '../../../db/queries/red-flags.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { circularDefaults } from '../../../domain/ranking/circular.js';
import { bottomRuns } from '../../../domain/ranking/reckoning.js';
import type { Circular } from '../../../domain/rectification/circular.js';
import { isPng } from '../../documents/png.js';
import type { CallContext } from '../../ipc/context.js';
import { loggedCircular, shownCircular, storedCircular } from '../escalation/circulars.js';
import { writePaper, type PaperDependencies } from '../paper-file.js';
import { badField } from '../rectifications/refusals.js';
import { monthAt, requireStanding, wrongState } from './month-rows.js';

/** Months that are looked back for those in a row. */
const MOST_MONTHS = 60;

/** 月评比工作通报 as a file, of a month that is frozen. */
export class RankingCirculars {
  constructor(private readonly deps: PaperDependencies) {}

  /**
   * Puts the circular of a month into the register, or changes to whom that draft goes; what was issued stays.
   * @throws AppError `notFound.record`, `conflict.state` before the month is frozen, `ranking.superseded` once a correction of it is
   */
  register({ id, sentTo, copiedTo }: ParsedInput<'ranking.registerCircular'>, context: CallContext): Promise<Circular> {
    const { now, actor } = context;
    return this.deps.database.write(context.command, async (tx) => {
      const ranked = requireFrozen(await monthAt(tx, id, null));
      const { hallId, month } = ranked;
      const known = await circularOfRanking(tx, id);
      if (known === undefined) {
        await requireStanding(tx, ranked);
        const fields = { ...circularDefaults(month), sentTo, copiedTo, cases: [] };
        const row = { clientId: randomUUID(), hallId, rankingMonthId: id, fields };
        return loggedCircular(tx, await insertCircular(tx, { ...row, now, personId: actor.personId }), context, null, {
          ...fields,
          rankingMonthId: id,
        });
      }
      const before = shownCircular(await storedCircular(tx, known));
      const fields = { ...before.fields, sentTo, copiedTo };
      if (before.state === 'issued' || (before.fields.sentTo === sentTo && before.fields.copiedTo === copiedTo))
        return before;
      await updateCircular(tx, { id: known, hallId, fields, now });
      return loggedCircular(tx, known, context, before.fields, fields);
    });
  }

  /** @throws AppError `notFound.record` also where it is not registered, `conflict.state` before it is frozen, `ranking.superseded` of a draft once a correction is, `validation.input` for a picture that is none, `file.token` */
  async make(input: ParsedInput<'ranking.circular'>, context: CallContext): Promise<{ jobId: number }> {
    const { id, charts } = input;
    const pictures = charts.map(({ title, summary, png: { base64, width, height } }, at) => {
      const bytes = Buffer.from(base64, 'base64');
      if (!isPng(bytes)) throw badField(context, `charts.${at}.png`, 'invalid');
      return { title, summary, picture: { bytes, width, height } };
    });
    const { rankingPaper } = await import('../../documents/ranking-paper.js');
    const paper = await this.deps.database.read(
      context.command,
      async (reader) => {
        const stored = requireFrozen(await monthAt(reader, id, null));
        const { hallId } = stored;
        const circularId = await circularOfRanking(reader, id);
        if (circularId === undefined) throw new AppError('notFound.record', { entity: 'circular', id });
        const { no, issuedAt, title, text, sentTo, copiedTo } = await storedCircular(reader, circularId);
        // What was issued stays as it was issued.
        if (issuedAt === null) await requireStanding(reader, stored);
        const months = (await storedMonths(reader, hallId, MOST_MONTHS)).filter(
          (one) => one.state === 'frozen' && one.superseded === 0 && one.month < stored.month,
        );
        const bottoms = [stored, ...months].map(({ month, record }) => ({ month, bottom: record.bottom }));
        const flags = await storedFlags(reader, hallId);
        return rankingPaper({
          ...{ no, at: issuedAt ?? context.now, charts: pictures },
          fields: { title, text, sentTo, copiedTo },
          issuer: await issuingName(reader),
          month: stored,
          flags: flags.filter(({ month }) => month === stored.month),
          runs: bottomRuns(bottoms),
        });
      },
      { snapshot: true },
    );
    return writePaper(this.deps, paper, { object: 'ranking_month', ref: id, kind: 'rankingCircular' }, input, context);
  }
}

function requireFrozen(month: StoredMonth): StoredMonth {
  if (month.state !== 'frozen') throw wrongState(month);
  return month;
}
