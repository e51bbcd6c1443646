import { Deadlines } from './deadlines.js';
import { Decisions } from './decisions.js';
import { DocumentTemplates } from './document-templates.js';
import { Documents, type DocumentDependencies } from './documents.js';
import { Drafts } from './drafts.js';
import { Instructions } from './instructions.js';
import { Issuing } from './issuing.js';
import { LedgerExport, type ExportDependencies } from './export.js';
import { LedgerViews } from './ledger.js';
import { Lists } from './lists.js';
import { LookBacks } from './look-backs.js';
import { Pauses } from './pauses.js';
import { ProofFootage, type FootageDependencies } from './proof-footage.js';
import { Proofs, type ProofDependencies } from './proofs.js';
import { Recurrences } from './recurrences.js';
import { Reminders } from './reminders.js';
import { Replies } from './replies.js';
import { RuleBook } from './rules.js';
import { Settings } from './settings.js';
import { UnitDesk } from './unit-desk.js';

/** Everything around rectifications (整改). */
export interface RectificationServices {
  ruleBook: RuleBook;
  lists: Lists;
  ledger: LedgerViews;
  drafts: Drafts;
  instructions: Instructions;
  issuing: Issuing;
  unitDesk: UnitDesk;
  decisions: Decisions;
  lookBacks: LookBacks;
  pauses: Pauses;
  recurrences: Recurrences;
  reminders: Reminders;
  deadlines: Deadlines;
  settings: Settings;
  proofs: Proofs;
  proofFootage: ProofFootage;
  export: LedgerExport;
  replies: Replies;
  documents: Documents;
  templates: DocumentTemplates;
}

export function createRectificationServices(
  around: Omit<ProofDependencies, 'rules'> &
    Omit<FootageDependencies, 'rules'> &
    Pick<ExportDependencies, 'jobs' | 'files'> &
    Omit<DocumentDependencies, 'rules'> & { newSeed(): string },
): RectificationServices {
  const { database } = around;
  const ruleBook = new RuleBook();
  const lists = new Lists(database, ruleBook);
  const ledger = new LedgerViews(database, ruleBook);
  return {
    ruleBook,
    lists,
    ledger,
    drafts: new Drafts(database, ruleBook),
    instructions: new Instructions(database, ruleBook),
    issuing: new Issuing(database, ruleBook),
    unitDesk: new UnitDesk(database, ruleBook),
    decisions: new Decisions(database, ruleBook),
    lookBacks: new LookBacks(database, ruleBook, around.newSeed),
    pauses: new Pauses(database, ruleBook),
    recurrences: new Recurrences(database, ruleBook),
    reminders: new Reminders(database, ruleBook),
    deadlines: new Deadlines(database, ruleBook),
    settings: new Settings(database),
    proofs: new Proofs({ ...around, rules: ruleBook }),
    proofFootage: new ProofFootage({ ...around, rules: ruleBook }),
    export: new LedgerExport({ ...around, lists, ledger }),
    replies: new Replies({ ...around, lists, rules: ruleBook }),
    documents: new Documents({ ...around, rules: ruleBook }),
    templates: new DocumentTemplates(around),
  };
}
