import { z } from 'zod';
import { clientId, id, optionalLine, reason } from '../../fields.js';
import { footageOffer, rectificationDetail } from '../../rectification/schema.js';
import { command, query } from '../define.js';

const unit = ['unit_contact'] as const;
const readers = ['office', 'reviewer', 'leader', 'inspector', 'unit_contact'] as const;

const proofAct = { rectificationId: id } as const;
export const proofCommands = {
  'proofs.add': command({
    access: unit,
    input: z.strictObject({
      ...proofAct,
      clientId,
      token: z.string().max(100),
      caption: optionalLine(200),
    }),
    output: rectificationDetail,
    audit: { object: 'rectification_proof' },
    note: 'Adds a picture or paper to a matter the unit has in hand.',
  }),
  'proofs.footage': query({
    access: readers,
    input: z.strictObject(proofAct),
    output: z.array(footageOffer),
    note: 'Clips that can be put to a matter, the newest 200: for its unit what was released of the cameras at its windows and belongs to no visit; for others what they may see of its hall.',
  }),
  'proofs.attach': command({
    access: unit,
    input: z.strictObject({ ...proofAct, clientId, derivedId: id, caption: optionalLine(200) }),
    output: rectificationDetail,
    audit: { object: 'rectification_proof' },
    note: 'Adds a clip of the store as proof to a matter the unit has in hand.',
  }),
  'proofs.play': command({
    access: readers,
    input: z.strictObject({ id, reason: reason.nullable() }),
    output: z.strictObject({ url: z.string(), mediaType: z.string() }),
    audit: { object: 'rectification_proof' },
    note: 'Plays a clip of a matter: to its unit, and whoever may not see the clip itself, the redacted copy. An unredacted one needs a reason and stands in the viewing register.',
  }),
  'proofs.open': command({
    access: readers,
    input: z.strictObject({ id }),
    output: z.strictObject({}),
    audit: { object: 'rectification_proof' },
    note: 'Shows a paper with the program this computer has for it, as a copy that goes at the next start.',
  }),
  'proofs.save': command({
    access: readers,
    input: z.strictObject({ id, token: z.string().max(100) }),
    output: z.strictObject({ file: z.string() }),
    audit: { object: 'rectification_proof' },
    note: 'Writes a picture or paper where the person chose. Clips leave in evidence packs alone.',
  }),
  'proofs.change': command({
    access: unit,
    input: z.strictObject({
      ...proofAct,
      id,
      caption: optionalLine(200),
      pair: z.int().min(1).max(50).nullable(),
      side: z.enum(['before', 'after']).nullable(),
    }),
    output: rectificationDetail,
    audit: { object: 'rectification_proof' },
    note: 'Caption, and the pair of before and after it belongs to.',
  }),
  'proofs.remove': command({
    access: unit,
    input: z.strictObject({ ...proofAct, id }),
    output: rectificationDetail,
    audit: { object: 'rectification_proof' },
    note: 'Takes proof back that was not submitted yet.',
  }),
} as const;
