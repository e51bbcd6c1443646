import { z } from 'zod';
import { clientId, day, id, instant, optionalLine, reason, revision } from '../../fields.js';
import { mediaToolsState, offeredFile, taking, takingFile, viewingRow } from '../../footage/custody.js';
import { footageHole } from '../../footage/holes.js';
import {
  acquisition,
  clockOffsetMs,
  namePattern,
  namePatternFields,
  playback,
  playWays,
  readName,
  recordingFields,
  recordingRow,
  retentionClasses,
} from '../../footage/recording.js';
import { command, query } from '../define.js';
import { idList, listInput, rowsInput } from '../list.js';

/** Who works with footage. Leaders and units see what was made of it, on the records it belongs to. */
const viewers = ['inspector', 'reviewer', 'office'] as const;
const office = ['office'] as const;
const token = z.string().max(100);
const jobStarted = z.strictObject({ jobId: id });

export const footageCommands = {
  'footage.lookAt': query({
    access: viewers,
    input: z.strictObject({ tokens: z.array(token).min(1).max(500), hallId: id.nullable() }),
    output: z.strictObject({
      files: z.int(),
      /** Of those that can be read. */
      bytes: z.int(),
      refused: z.int(),
      /** The first of them. */
      first: z.array(offeredFile),
    }),
    note: 'What lies behind these tokens and what the names say, before anything is taken in; the tokens stay good.',
  }),
  'footage.takeIn': command({
    access: viewers,
    input: z.strictObject({
      clientId,
      /** Of files and folders; a folder stands for the regular files in it. */
      tokens: z.array(token).min(1).max(500),
      hallId: id,
      cameraId: id.nullable(),
      retentionClass: z.enum(retentionClasses),
      acquisition,
    }),
    output: z.strictObject({ takingId: id, jobId: id }),
    audit: { object: 'recording' },
    note: 'Takes files into the evidence store, each copied, hashed, synced, read back and set read-only. Room is looked at before the first byte; the sources are only read.',
  }),
  'footage.resume': command({
    access: viewers,
    input: z.strictObject({ takingId: id }),
    output: jobStarted,
    audit: { object: 'recording' },
    note: 'Goes on with an order that was broken off or has failed files; what is finished is not done again.',
  }),
  'footage.takings': query({
    access: viewers,
    input: z.strictObject({ limit: z.int().min(1).max(200) }),
    output: z.array(taking),
    note: "The caller's orders, everybody's for the office; the newest first.",
  }),
  'footage.room': query({
    access: viewers,
    input: z.strictObject({}),
    output: z.strictObject({ bytes: z.int().nullable() }),
    note: 'Bytes that may still be taken in; null when the disk does not tell.',
  }),
  'footage.takingFiles': query({
    access: viewers,
    input: z.strictObject({ takingId: id }),
    output: z.array(takingFile),
    note: 'Every file of an order with its outcome.',
  }),
  'recordings.list': query({
    access: viewers,
    input: listInput(['capturedAt', 'importedAt', 'name', 'durationMs', 'bytes', 'camera'], {
      hallId: id.optional(),
      cameraId: id.optional(),
      windowId: id.optional(),
      fromDay: day.optional(),
      toDay: day.optional(),
      playWay: z.enum(playWays).optional(),
      /** `untimed`: no start known of something that can be read; `fault`: locked. */
      state: z.enum(['untimed', 'fault', 'disposed']).optional(),
    }),
    output: idList,
    note: 'Ids of the recordings that match, in the asked order.',
  }),
  'recordings.rows': query({
    access: viewers,
    input: rowsInput,
    output: z.array(recordingRow),
    note: 'The recordings of these ids, in their order.',
  }),
  'recordings.get': query({
    access: viewers,
    input: z.strictObject({ id }),
    output: recordingRow,
    note: 'One recording.',
  }),
  'recordings.describe': command({
    access: viewers,
    input: z.strictObject({ id, revision, fields: recordingFields }),
    output: recordingRow,
    audit: { object: 'recording' },
    note: 'Camera, time and its source, clock offset, burned-in time, acquisition. The bytes never change.',
  }),
  'recordings.open': command({
    access: viewers,
    input: z.strictObject({ id, reason }),
    output: playback,
    audit: { object: 'recording' },
    note: 'Opens the player; the viewing register keeps who, when and why. A proxy is begun where one is needed.',
  }),
  'recordings.playback': query({
    access: viewers,
    input: z.strictObject({ id }),
    output: playback,
    note: 'The player of a recording that the caller has opened today, as it stands now.',
  }),
  'recordings.convert': command({
    access: viewers,
    input: z.strictObject({ id }),
    output: playback,
    audit: null,
    note: 'Tries anew to make a copy for playing of a recording that the caller has opened today and that could not be converted.',
  }),
  'recordings.frames': query({
    access: viewers,
    input: z.strictObject({ id, fromMs: z.int().min(0), untilMs: z.int().min(0) }),
    output: z.array(z.number()),
    note: 'Places of the frames in this stretch, ms from the first shown frame; at most two minutes of it.',
  }),
  'recordings.sameTime': query({
    access: viewers,
    input: z.strictObject({ id }),
    output: z.array(recordingRow),
    note: 'Recordings of other cameras of the hall that overlap this one by the true wall clock.',
  }),
  'footage.ofMoment': query({
    access: viewers,
    input: z.strictObject({
      visitId: id,
      windowId: id.nullable(),
      /** True wall clock; a step's instant. */
      at: instant,
    }),
    output: z.strictObject({
      recordings: z.array(recordingRow),
      /** Cameras that cover the window, with the days left before their recorder overwrites that instant. */
      cameras: z.array(
        z.strictObject({
          id,
          label: z.string(),
          recorderLabel: z.string(),
          keepDays: z.int(),
          daysLeft: z.int(),
          /** Where that day's footage of the camera is missing, at the instant or near it. */
          holes: z.array(footageHole),
        }),
      ),
    }),
    note: 'Footage of this moment: recordings of the cameras that cover the window and overlap the instant, and the holes at it or near it.',
  }),
  'footage.viewings': query({
    access: ['office', 'auditor'],
    input: z.strictObject({ recordingId: id.nullable(), fromDay: day.nullable(), limit: z.int().min(1).max(1000) }),
    output: z.array(viewingRow),
    note: 'The viewing register, the newest first.',
  }),
  'footage.setCameraClock': command({
    access: viewers,
    input: z.strictObject({ cameraId: id, offsetMs: clockOffsetMs, fromAt: instant, note: optionalLine(200) }),
    output: z.strictObject({}),
    audit: { object: 'camera' },
    note: 'From this instant on the camera is that much slow; earlier recordings keep what held for them.',
  }),
  'namePatterns.list': query({
    access: viewers,
    input: z.strictObject({}),
    output: z.array(namePattern),
    note: 'Patterns of file names in the order they are tried.',
  }),
  'namePatterns.save': command({
    access: office,
    input: z.strictObject({ id: id.nullable(), revision: revision.nullable(), fields: namePatternFields }),
    output: namePattern,
    audit: { object: 'name_pattern' },
    note: 'Adds or changes a pattern; its own example must be read by it. A ready one can only be switched.',
  }),
  'namePatterns.remove': command({
    access: office,
    input: z.strictObject({ id, revision }),
    output: z.strictObject({}),
    audit: { object: 'name_pattern' },
    note: 'Removes a pattern that was added here.',
  }),
  'namePatterns.read': query({
    access: viewers,
    input: z.strictObject({ name: z.string().max(1000), fields: namePatternFields.nullable() }),
    output: readName,
    note: 'What a file name says, by one pattern or by the first that fits.',
  }),
  'media.tools': query({
    access: 'signedIn',
    input: z.strictObject({}),
    output: mediaToolsState,
    note: 'Which programs for video are in use and what they lack.',
  }),
  'media.choose': command({
    access: office,
    input: z.strictObject({ token: token.nullable() }),
    output: mediaToolsState,
    audit: { object: 'settings' },
    note: 'Uses the ffmpeg a person names on this computer, once it has shown what it is; null goes back to the own choice.',
  }),
} as const;
