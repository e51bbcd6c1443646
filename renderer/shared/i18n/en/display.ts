import type { Shape } from '../types';
import type { display as chinese } from '../zh-CN/display';

export const display: Shape<typeof chinese> = {
  display: {
    title: 'Wall display',
    open: '{n} open',
    over: '{n} overdue',
    onTime: 'none overdue',
    owed: 'of {n} unit | of {n} units',
    none: 'Nothing is open.',
    failed: 'The data cannot be read now; it is tried again soon.',
    paused: 'Paused',
    pause: 'Pause or go on turning',
    next: 'Next page',
    before: 'Page before',
    leave: 'Leave the display',
    keys: 'Space pauses · ← → turn · Esc leaves',
    page: { status: 'Rectification status', units: 'Units', ranking: 'Monthly ranking' },
  },
};
