/** What the desktop tells, and when. */
export const telling = {
  telling: {
    title: '通知设置',
    lead: '只对您本人有效。通知只写件数和类别，不写内容；同一件事只说一次。',
    field: {
      on: '桌面通知',
      digest: '每日汇总时间',
      atOnce: '退回、批准、新到待办',
      from: '免打扰开始',
      to: '免打扰结束',
      daysOff: '休息日',
    },
    on: { yes: '开', no: '关' },
    atOnce: { yes: '随时告知', no: '并入每日汇总' },
    daysOff: { yes: '不打扰', no: '照常' },
    digestHint: '如 08:30。工作日一次；没有新的不弹，错过的登录时补。',
    atOnceHint: '免打扰期间发生的，并入下一次汇总。',
    daysOffHint: '按工作日历，含调休。',
    notTime: '请按 08:30 的样子填写。',
    saved: '通知设置已保存',
  },
};
