import type { MatterDocument } from '../../domain/rectification/documents.js';
import { caseFacts } from './matter-fields.js';
import {
  ending,
  fact,
  facts,
  heading,
  row,
  signatures,
  signedAndAsked,
  textBlock,
  type Layout,
} from './official-parts.js';

/** The papers of matters as they come with the console. */
const notice: Layout = (places) => {
  const { say, put } = places;
  return {
    title: [say('issuer'), '整改通知书'],
    number: say('number'),
    blocks: [
      { kind: 'recipient', text: `${say('unit')}：` },
      textBlock(
        `经检查核实，你单位在政务服务工作中存在以下 ${say('count')} 项问题。现予通知，请按一事一单逐项整改，按期报送结果。`,
      ),
      heading('一、存在问题'),
      ...put('cases'),
      heading('二、整改要求'),
      textBlock('收到本通知书后请即签收，明确责任到人，按时限完成整改。'),
      textBlock('整改完成后，提交整改前后对照图片等佐证材料，申请复查销号；不得以承诺代替整改。'),
      textBlock(
        '确需延期的，应在期限届满前书面申请。对认定有异议的，可自签收之日起三十日内提出申诉；申诉期间，整改时限照常计算。',
      ),
      ...put('note'),
      ...ending(places, signedAndAsked(places)),
      { kind: 'cut', text: '…………………………　沿此线裁下，签收后交回　…………………………' },
      { kind: 'heading', level: 1, text: '送达回执' },
      facts(row(places, ['文号', 'number'], ['收件单位', 'unit'])),
      signatures('签收人（签字）', '签收时间'),
    ],
  };
};

const followUp: Layout = (places) => {
  const { say, put } = places;
  return {
    title: [say('issuer'), `督办单${say('colour')}`],
    number: say('number'),
    blocks: [
      { kind: 'recipient', text: `${say('unit')}：` },
      textBlock(`你单位承办的整改事项（${say('no')}）${say('standing')}。现予督办。`),
      heading('一、督办事项'),
      facts(...caseFacts(say), row(places, ['下达日期', 'issuedOn'], ['签收日期', 'receivedOn'])),
      heading('二、督办要求'),
      ...put('demands'),
      textBlock(`请于${say('answerBy')}前书面答复整改进展。${say('outlook')}`),
      ...ending(places, signedAndAsked(places)),
    ],
  };
};

const extensionPaper: Layout = (places) => ({
  title: [places.say('issuer'), '整改延期审批表'],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['申请单位', 'unit'], ['申请日期', 'askedOn']),
      row(places, ['整改编号', 'no'], ['第几次延期', 'extensionTimes']),
      row(places, ['整改事项', 'problem']),
      row(places, ['原定期限', 'originalDueOn'], ['申请时期限', 'dueWhenAsked']),
      row(places, ['申请延至', 'expectedOn'], ['申请人', 'asker']),
      row(places, ['延期理由', 'reason']),
      row(places, ['目前进展', 'soFar']),
      row(places, ['审批意见', 'opinion']),
      row(places, ['审批人', 'approver'], ['审批日期', 'approvedOn']),
    ),
    { kind: 'note', text: '原定期限保留在台账中；延期不免除整改责任。' },
    signatures('申请单位负责人（签字）', '审批人（签字）'),
  ],
});

const closure: Layout = (places) => ({
  title: [places.say('issuer'), '整改销号申请表'],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['申请单位', 'unit'], ['申请日期', 'submittedOn']),
      row(places, ['整改编号', 'no'], ['整改期限', 'dueOn']),
      row(places, ['存在问题', 'problem']),
      row(places, ['整改目标', 'goal']),
      row(places, ['措施完成', 'done']),
      row(places, ['整改结果', 'result']),
      row(places, ['责任人', 'person'], ['责任领导', 'leader']),
      row(places, ['复查意见', 'checked']),
      row(places, ['销号意见', 'closing']),
    ),
    heading(`佐证材料（${places.say('proofs')} 件）`),
    ...places.put('proofTable'),
    signatures('单位负责人（签字盖章）', '复查人（签字）', '销号人（签字）'),
  ],
});

const verificationPaper: Layout = (places) => ({
  title: [places.say('issuer'), '整改复查记录'],
  number: places.say('number'),
  blocks: [
    facts(
      row(places, ['责任单位', 'unit'], ['复查地点', 'place']),
      row(places, ['整改编号', 'no'], ['整改期限', 'dueOn']),
      row(places, ['原有问题', 'problem']),
      row(places, ['整改目标', 'goal']),
      row(places, ['复查方式', 'method'], ['复查日期', 'checkedOn']),
      row(places, ['复查人', 'verifier'], ['第几次复查', 'checkTimes']),
      row(places, ['复查结果', 'verdict'], ['暗访记录', 'visit']),
      row(places, ['复查情况', 'seen']),
      [fact('佐证材料', `${places.say('proofs')} 件，存于台账`)],
    ),
    { kind: 'note', text: '复查人不得为发现人、责任单位人员；销号由第三人审定。' },
    signatures(`复查人 ${places.say('verifier')}（签字）`, '责任单位在场人（签字）'),
  ],
});

export const matterLayouts: Record<MatterDocument, Layout> = {
  rectification_notice: notice,
  follow_up_order: followUp,
  extension_approval: extensionPaper,
  closure_application: closure,
  verification_record: verificationPaper,
};
