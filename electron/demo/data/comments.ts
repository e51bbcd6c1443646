import type { CommentText } from '../../../domain/comments/quarter.js';
import type { Words } from '../words.js';

/** What the leader of the demo hall says of units, a quarter each. */
export const saidComments: readonly Record<CommentText, Words>[] = [
  {
    achievements: [
      '窗口开门准时，投诉比上季度减少，材料目录已上墙。',
      'The counters open on time, complaints fell against last quarter, and the list of papers is on the wall.',
    ],
    problems: [
      '午间只留一个窗口，等候超过三十分钟。\n补正材料没有一次告知。',
      'One counter alone stays open at noon, and people wait for more than thirty minutes.\nMissing papers are not named all at once.',
    ],
    suggestions: [
      '午间至少留两个窗口；一次性告知单由首问人签字。',
      'Keep two counters open at noon; whoever is asked first signs the list of what is missing.',
    ],
    direction: ['下季度平均等候降到十五分钟以内。', 'Bring the average wait below fifteen minutes next quarter.'],
  },
  {
    achievements: [
      '上季度指出的两个问题已经整改，工作人员着装整齐。',
      'Both problems named last quarter were put right, and the staff are properly dressed.',
    ],
    problems: [
      '去向牌没有及时更换，离岗时群众不知道找谁。',
      'The signs that say who is away are not kept up: visitors do not know whom to ask.',
    ],
    suggestions: ['值班长每天开门前核对去向牌。', 'The head of shift checks the signs before opening.'],
    direction: [
      '窗口全时段有人，B 岗随时顶岗。',
      'Somebody at every counter at all times, with a second person ready.',
    ],
  },
];
