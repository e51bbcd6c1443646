import type { Shape } from '../types';
import type { papers as chinese } from '../zh-CN/papers';

export const papers: Shape<typeof chinese> = {
  papers: {
    title: 'Templates of papers',
    lead: 'Take one to Word, change its layout and words, put it back; fields stay in their braces',
    fileName: '{kind} template',
    own: 'own template',
    shipped: 'shipped layout',
    ownSince: 'Made with “{name}”, put back by {who}, {at}.',
    shippedText:
      'Made in the shipped layout. To change layout or words, export the template, edit it in Word and put it back.',
    save: 'Export template',
    saveShipped: 'Export the shipped one',
    putBack: 'Put a template back',
    try: 'Try it',
    tryOn: 'Make a Word file of “{no}” to look at',
    noSample: 'There is no matter yet that has such a paper',
    reset: 'Shipped layout',
    resetTitle: '{kind}: back to the shipped layout?',
    resetText: 'The own template is no longer kept; export it first if it may be needed. Papers already made stay.',
    saved: '“{file}” was written',
    put: '{kind}: made with the template put back',
    back: '{kind}: shipped layout again',
    pdfNote:
      'Word files follow the own template; a PDF is made in the shipped layout. For a PDF in your own layout, make the Word file and save it as PDF there.',
    pdfShipped: 'A PDF has the shipped layout, also where there is an own template',
    open: 'Templates of papers',
    needed: 'Fields it needs',
    neededNote: 'without them it cannot be put back',
    free: 'Other fields',
    freeNote: '“—” where there is nothing to say; a block does not appear then',
    block: 'own paragraph',
  },
};
