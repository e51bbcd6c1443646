import type { MessageTree } from '../types';
import { action } from './action';
import { calendar, calendarRules } from './calendar';
import { commentRules, comments } from './comments';
import { custody } from './custody';
import { escalation, escalationRules } from './escalation';
import { evidence, evidenceRules } from './evidence';
import { faults } from './faults';
import { fieldWords } from './field-words';
import { footage, footageRules } from './footage';
import { hall } from './hall';
import { instructions } from './instructions';
import { issuing } from './issuing';
import { leads, leadsRules } from './leads';
import { lookBack } from './look-back';
import { matter } from './matter';
import { papers } from './papers';
import { plans, plansRules } from './plans';
import { player } from './player';
import { ranking } from './ranking';
import { rectificationSettings } from './rectification-settings';
import { rectifications } from './rectifications';
import { display } from './display';
import { reply } from './reply';
import { roundReport } from './report';
import { review, reviewRules } from './review';
import { rooms } from './rooms';
import { session } from './session';
import { shell } from './shell';
import { telling } from './telling';
import { templates, templatesRules } from './templates';
import { trends } from './trends';
import { visits, visitsRules } from './visits';
import { wall } from './wall';
import { words } from './words';

const { job: jobWords, ...vocabulary } = words;
const { job: jobTray, error: errorTitles, ...frame } = shell;

/** All Chinese words. Add an area: write `<area>.ts` here and in `en/`, and name it in both index files. */
const all = {
  ...frame,
  ...vocabulary,
  action,
  ...faults,
  rule: {
    ...faults.rule,
    ...plansRules,
    ...templatesRules,
    ...visitsRules,
    ...reviewRules,
    ...leadsRules,
    ...commentRules,
    ...escalationRules,
    ...evidenceRules,
    ...footageRules,
    ...calendarRules,
  },
  ...fieldWords,
  ...session,
  ...rooms,
  ...hall,
  ...plans,
  ...templates,
  ...visits,
  ...review,
  ...leads,
  ...evidence,
  ...player,
  ...footage,
  ...custody,
  ...calendar,
  ...comments,
  ...ranking,
  ...roundReport,
  ...display,
  ...escalation,
  ...issuing,
  ...telling,
  ...lookBack,
  ...matter,
  ...reply,
  ...papers,
  ...rectifications,
  ...rectificationSettings,
  ...trends,
  ...instructions,
  ...wall,
  job: { ...jobTray, ...jobWords },
  fault: errorTitles,
};

export type Messages = typeof all;
export const messages: Messages & MessageTree = all;
