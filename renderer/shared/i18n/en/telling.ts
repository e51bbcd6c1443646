/** What the desktop tells, and when. */
export const telling = {
  telling: {
    title: 'Notification settings',
    lead: 'Yours alone. Notices give numbers and kinds, never the matter itself, and the same thing is told once.',
    field: {
      on: 'Desktop notices',
      digest: 'Daily digest at',
      atOnce: 'Returns, approvals, new work',
      from: 'Quiet from',
      to: 'Quiet until',
      daysOff: 'Days off',
    },
    on: { yes: 'On', no: 'Off' },
    atOnce: { yes: 'As it happens', no: 'With the digest' },
    daysOff: { yes: 'Quiet', no: 'As usual' },
    digestHint:
      'Such as 08:30. Due and overdue, once each working day; none when nothing is new. A missed one comes at sign-in.',
    atOnceHint: 'What happens in quiet hours comes with the next digest.',
    daysOffHint: 'By the working calendar, with its make-up days.',
    notTime: 'Please write it like 08:30.',
    saved: 'Notification settings saved',
  },
};
