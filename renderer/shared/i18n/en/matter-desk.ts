/** Words of the desk of a unit. */
export const matterDesk = {
  lead: '{unit}: {sign} to sign for, {work} in hand, {back} returned',
  leadNone: '{unit}: nothing to do',
  group: {
    over: 'Overdue',
    reopened: 'Reopened',
    issued: 'To sign for',
    returned: 'Returned',
    working: 'In hand',
    asked: 'Asked',
    handed: 'Submitted, with the office',
    shelved: 'Shelved',
  },
  groupNote: {
    over: 'Past the due date: finish and hand in',
    reopened: 'It came back: put right anew and hand in',
    issued: 'the time limit runs from your receipt',
    returned: 'do it again as asked, add new proof, submit',
    working: 'report, add proof, submit when done',
    asked: 'more time or an appeal, to be answered',
    handed: 'the office verifies and closes',
    shelved: 'looked at again later',
  },
  open: 'Open its page',
  returnedFor: 'Returned: {note}',
  hall: 'Our unit in the hall',
  closed: 'What was closed is in the ledger.',
};
