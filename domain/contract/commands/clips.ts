import { z } from 'zod';
import { attachmentTarget } from '../../evidence.js';
import { clientId, id, line, optionalLine, reason, revision } from '../../fields.js';
import { clip, clipFields, cutModes, derived, stillShape } from '../../footage/clip.js';
import { disposal, evidenceFault, evidencePack, releaseDeciders, releaseException } from '../../footage/custody.js';
import { retentionClasses } from '../../footage/recording.js';
import { redactionTrack } from '../../footage/redaction.js';
import { command, query } from '../define.js';

const makers = ['inspector', 'reviewer', 'office'] as const;
const office = ['office'] as const;
/** A supervisor sees what hangs on an own lead, a leader what hangs on what was handed in. */
const readers = ['inspector', 'reviewer', 'office', 'leader'] as const;
/** Who works with evidence or answers for it: its names say what was seen, which is not for the visited unit. */
const keepers = ['inspector', 'reviewer', 'office', 'leader', 'auditor'] as const;
const jobStarted = z.strictObject({ jobId: id });
const none = z.strictObject({});

export const clipCommands = {
  'clips.ofRecording': query({
    access: makers,
    input: z.strictObject({ recordingId: id }),
    output: z.array(clip),
    note: 'Clips of a recording that the caller may see, in the order of their in-points.',
  }),
  'clips.ofRecord': query({
    access: readers,
    input: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('visit'), visitId: id }),
      z.strictObject({ kind: z.literal('lead'), leadId: id }),
    ]),
    output: z.array(clip),
    note: 'Clips that belong to a visit with its items and findings, or to a lead.',
  }),
  'clips.save': command({
    access: makers,
    input: z.strictObject({
      clientId,
      id: id.nullable(),
      revision: revision.nullable(),
      recordingId: id,
      fields: clipFields,
    }),
    output: clip,
    audit: { object: 'clip' },
    note: 'Adds or changes a clip. One that was handed in with its visit does not change; a span that was cut starts a new clip.',
  }),
  'clips.remove': command({
    access: makers,
    input: z.strictObject({ id, revision }),
    output: none,
    audit: { object: 'clip' },
    note: 'Takes a clip away; what was made of it stays evidence.',
  }),
  'clips.restore': command({
    access: makers,
    input: z.strictObject({ id }),
    output: clip,
    audit: { object: 'clip' },
    note: 'Puts a clip back that was taken away.',
  }),
  'clips.toSteps': command({
    access: ['inspector'],
    input: z.strictObject({ id, windowId: id }),
    output: z.strictObject({ steps: z.int() }),
    audit: { object: 'clip' },
    note: 'Writes the moments of a clip back as timed steps of its visit, corrected where they stand already.',
  }),
  'clips.cut': command({
    access: makers,
    input: z.strictObject({
      clipIds: z.array(id).min(1).max(100),
      mode: z.enum(cutModes),
      /** Hall, camera, wall clock and number burned into the picture. */
      caption: z.boolean(),
    }),
    output: jobStarted,
    audit: { object: 'clip' },
    note: 'Cuts clips into evidence, one after the other, each checked frame by frame against what was asked.',
  }),
  'clips.still': command({
    access: makers,
    input: z.strictObject({
      clientId,
      recordingId: id,
      clipId: id.nullable(),
      atMs: z.number().min(0),
      shapes: z.array(stillShape).max(100),
      target: attachmentTarget.nullable(),
      caption: optionalLine(200),
    }),
    output: derived,
    audit: { object: 'derivation' },
    note: 'The exact frame as a picture; with shapes a second picture on which they are drawn. With a target it is hung there as an attachment.',
  }),
  'redactions.get': query({
    access: makers,
    input: z.strictObject({ clipId: id }),
    output: z.strictObject({ revision: z.int(), track: redactionTrack }),
    note: 'The mask track of a clip; revision 0 while there is none.',
  }),
  'redactions.save': command({
    access: makers,
    input: z.strictObject({ clipId: id, revision: z.int().min(0), track: redactionTrack }),
    output: z.strictObject({ revision: z.int() }),
    audit: { object: 'redaction' },
    note: 'Keeps the mask track, apart from any picture.',
  }),
  'redactions.make': command({
    access: makers,
    input: z.strictObject({ clipId: id }),
    output: jobStarted,
    audit: { object: 'redaction' },
    note: 'Burns the mask track into a new file made from the newest exact cut of the clip, which is cut first where there is none.',
  }),
  'derived.play': command({
    access: readers,
    input: z.strictObject({ id, reason: reason.nullable() }),
    output: z.strictObject({ url: z.string(), mediaType: z.string() }),
    audit: { object: 'derivation' },
    note: 'Plays what was made. An unredacted one needs a reason and stands in the viewing register; who may decide on its release sees it while the request waits.',
  }),
  'packs.make': command({
    access: makers,
    input: z.strictObject({
      clientId,
      visitId: id.nullable(),
      derivedIds: z.array(id).min(1).max(500),
      language: z.enum(['zh-CN', 'en']),
      reason,
      token: z.string().max(100),
    }),
    output: jobStarted,
    audit: { object: 'evidence_pack' },
    note: 'A zip of evidence with its manifest, the visit report, the audit extract and how to verify it. Refused by name where something unredacted has no approved exception.',
  }),
  'packs.list': query({
    access: makers,
    input: z.strictObject({ visitId: id.nullable() }),
    output: z.array(evidencePack),
    note: 'Packs that were made, the newest first.',
  }),
  'exceptions.list': query({
    access: readers,
    input: none,
    output: z.array(releaseException),
    note: 'Requests to release something unredacted: own ones, all for those who may decide.',
  }),
  'exceptions.ask': command({
    access: makers,
    input: z.strictObject({ derivedId: id, reason }),
    output: releaseException,
    audit: { object: 'release_exception' },
    note: 'Asks to release one unredacted file.',
  }),
  'exceptions.decide': command({
    access: releaseDeciders,
    input: z.strictObject({ id, approve: z.boolean(), note: line(200) }),
    output: releaseException,
    audit: { object: 'release_exception' },
    note: 'Approves or refuses; never the person who asked.',
  }),
  'custody.verifyAll': command({
    access: ['office', 'auditor'],
    input: none,
    output: jobStarted,
    audit: { object: 'evidence' },
    note: 'Hashes every file of the store again. What differs is locked and named; files no record speaks of are named.',
  }),
  'custody.faults': query({
    access: keepers,
    input: z.strictObject({ openOnly: z.boolean() }),
    output: z.array(evidenceFault),
    note: 'What checks found wrong with the store; of what belongs to a record, to those who may see it.',
  }),
  'custody.settleFault': command({
    access: office,
    input: z.strictObject({ id, note: line(200) }),
    output: evidenceFault,
    audit: { object: 'evidence' },
    note: 'Settles a fault with a note. A file that is whole again is unlocked; one that is not stays locked.',
  }),
  'custody.setClass': command({
    access: office,
    input: z.strictObject({ recordingId: id, revision, retentionClass: z.enum(retentionClasses), reason }),
    output: none,
    audit: { object: 'recording' },
    note: 'Puts a recording into another class of retention.',
  }),
  'custody.hold': command({
    access: office,
    input: z.strictObject({ recordingId: id, hold: z.boolean(), reason }),
    output: none,
    audit: { object: 'recording' },
    note: 'Puts a legal hold on a recording and what was made of it, or lifts it. Records still open hold by themselves.',
  }),
  'custody.due': query({
    access: office,
    input: none,
    output: z.array(z.strictObject({ recordingId: id, name: z.string(), bytes: z.int(), keepUntilDay: z.int() })),
    note: 'Recordings whose time is over and that nothing holds.',
  }),
  'custody.dispose': command({
    access: office,
    input: z.strictObject({ recordingIds: z.array(id).min(1).max(500), reason: line(200) }),
    output: z.strictObject({ disposed: z.int() }),
    audit: { object: 'evidence' },
    note: 'Removes the bytes of recordings whose time is over, with a record each. Held, locked and too early ones are refused by name.',
  }),
  'custody.disposals': query({
    access: ['office', 'auditor'],
    input: none,
    output: z.array(disposal),
    note: 'What was disposed of, the newest first.',
  }),
} as const;
