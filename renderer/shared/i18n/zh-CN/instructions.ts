/** 批示: a leader's word on a matter. */
export const instructions = {
  instruction: {
    write: '写批示',
    give: '下达',
    given: '{no} 的批示已下达，{day} 前答复',
    text: '批示内容',
    toLabel: '由谁办理',
    to: { unit: '责任单位', office: '督查办' },
    dueDay: '答复期限',
    until: '{day} 前答复',
    none: '还没有批示。',
    overdue: '逾期未答复',
    state: { open: '待答复', answered: '已答复', withdrawn: '已撤回' },
    answer: '答复批示',
    answerText: '答复内容',
    answered: '{who} 答复：',
    withdraw: '撤回批示',
    withdrawn: '撤回原因：{reason}',
    key: '批示',
  },
};
