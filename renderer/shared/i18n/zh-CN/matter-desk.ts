/** Words of the desk of a unit. */
export const matterDesk = {
  lead: '{unit}：待签收 {sign}，在办 {work}，退回 {back}',
  leadNone: '{unit}：没有需要办理的整改',
  group: {
    over: '逾期',
    reopened: '反弹重启',
    issued: '待签收',
    returned: '退回重改',
    working: '在办',
    asked: '申请中',
    handed: '已提交，待督查方',
    shelved: '挂账',
  },
  groupNote: {
    over: '已过期限，请尽快办结提交',
    reopened: '问题再次出现，重新整改后再提交',
    issued: '签收之后开始计算期限',
    returned: '按退回意见重改，补新的佐证后再提交',
    working: '报进度、加佐证，做完提交',
    asked: '延期或申诉，等答复',
    handed: '复查和销号由督查方办理',
    shelved: '到时再看',
  },
  open: '打开整页',
  returnedFor: '退回意见：{note}',
  hall: '本单位资料',
  closed: '已销号的在台账里',
};
