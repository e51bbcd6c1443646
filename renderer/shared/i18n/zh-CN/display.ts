/** Words of the wall display. */
export const display = {
  display: {
    title: '大屏',
    open: '{n} 件未销号',
    over: '逾期 {n} 件',
    onTime: '无逾期',
    owed: '应写 {n} 家',
    none: '没有未销号的整改。',
    failed: '现在读不到数据，稍后自动再试。',
    paused: '已暂停',
    pause: '暂停或继续轮播',
    next: '下一页',
    before: '上一页',
    leave: '离开大屏',
    keys: '空格暂停 · ← → 翻页 · Esc 离开',
    page: { status: '整改状态', units: '各单位整改', ranking: '月度评比' },
  },
};
