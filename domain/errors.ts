/**
 * The one catalogue of everything that can go wrong and reach a person.
 * `params` names the values its sentence may use; `retryable` says whether trying again unchanged can help.
 * Every code has a sentence in every locale (`renderer/shared/i18n`); the compiler holds that.
 */
export const errorCatalogue = {
  'validation.input': { params: ['command'], retryable: false },
  'validation.duplicate': { params: ['field', 'value'], retryable: false },
  'validation.reference': { params: ['field', 'value'], retryable: false },
  'validation.reasonMissing': { params: [], retryable: false },
  'validation.passwordWeak': { params: ['minimum'], retryable: false },
  /** What a record lacks before it can go on; the fields say what. */
  'validation.incomplete': { params: ['count'], retryable: false },
  /** A draw that its pools do not allow; the fields say why. */
  'validation.draw': { params: [], retryable: false },
  'validation.template': { params: ['count'], retryable: false },
  'validation.passwordSame': { params: [], retryable: false },
  'notFound.record': { params: ['entity', 'id'], retryable: false },
  'notFound.command': { params: ['command'], retryable: false },
  'notFound.job': { params: ['id'], retryable: false },
  'notFound.file': { params: ['name'], retryable: false },
  'conflict.revision': { params: ['entity', 'id', 'theirs', 'yours'], retryable: false },
  'conflict.inUse': { params: ['entity', 'count', 'by'], retryable: false },
  'conflict.state': { params: ['entity', 'state'], retryable: false },
  'conflict.lastAdministrator': { params: [], retryable: false },
  'conflict.alreadySetUp': { params: [], retryable: false },
  'conflict.importChanged': { params: [], retryable: true },
  'permission.signIn': { params: [], retryable: false },
  'permission.denied': { params: ['command'], retryable: false },
  'permission.scope': { params: ['entity'], retryable: false },
  'permission.locked': { params: [], retryable: false },
  'permission.mustChangePassword': { params: [], retryable: false },
  'permission.wrongPassword': { params: [], retryable: true },
  'permission.tooSoon': { params: ['seconds'], retryable: true },
  'permission.disabled': { params: [], retryable: false },
  /** A reviewer who was there, a closer who owns it: somebody else has to. */
  'permission.samePerson': { params: [], retryable: false },
  'permission.identity': { params: [], retryable: false },
  'permission.term': { params: [], retryable: false },
  'permission.sender': { params: [], retryable: false },
  'db.corrupt': { params: ['file', 'detail'], retryable: false },
  'db.newer': { params: ['file', 'found', 'known'], retryable: false },
  'db.readOnly': { params: ['file'], retryable: true },
  'db.full': { params: ['file'], retryable: true },
  'db.migration': { params: ['file', 'step', 'detail'], retryable: true },
  'db.locked': { params: ['file'], retryable: true },
  'db.constraint': { params: ['detail'], retryable: false },
  'db.unbound': { params: ['name'], retryable: false },
  'db.closed': { params: [], retryable: true },
  'db.busy': { params: [], retryable: true },
  'file.unreadable': { params: ['name', 'detail'], retryable: true },
  'file.unwritable': { params: ['name', 'detail'], retryable: true },
  'file.tooLarge': { params: ['name', 'limitMb', 'limitRows'], retryable: false },
  'file.tooMany': { params: ['limit'], retryable: false },
  'file.format': { params: ['name', 'expected'], retryable: false },
  /** `columns` are titles in the language of the file's own. */
  'file.columns': { params: ['name', 'entity', 'columns'], retryable: false },
  /** As before, and it has what `other` needs. */
  'file.otherEntity': { params: ['name', 'entity', 'columns', 'other'], retryable: false },
  'file.empty': { params: ['name'], retryable: false },
  'file.token': { params: [], retryable: false },
  'file.diskFull': { params: ['name'], retryable: true },
  /** The bytes are no picture, or none that can be read. */
  'media.notPicture': { params: ['name'], retryable: false },
  /** A picture where recordings are taken in. */
  'media.notFootage': { params: ['name'], retryable: false },
  'media.hashMismatch': { params: ['name'], retryable: true },
  'media.tooManyPixels': { params: ['name', 'limitMillion'], retryable: false },
  'media.binaryMissing': { params: ['name'], retryable: false },
  /** What this build of ffmpeg is too old for: exact cutting and .dav. */
  'media.tooOld': { params: ['version', 'needed'], retryable: false },
  /** A part of ffmpeg this build came without. */
  'media.lacks': { params: ['capability'], retryable: false },
  /** A program that starts and says its version, and yet does no work. */
  'media.idle': { params: ['name'], retryable: false },
  'media.failed': { params: ['name'], retryable: true },
  'media.hanging': { params: ['name'], retryable: true },
  /** Ended well and yet shorter than it must be. */
  'media.incomplete': { params: ['name'], retryable: true },
  'media.sourceChanged': { params: ['name'], retryable: true },
  /** Kept as it is; nothing to be shown can be made of it. */
  'media.notPlayable': { params: ['name'], retryable: false },
  /** A span whose end does not lie behind its start. */
  'media.cutOrder': { params: [], retryable: false },
  'media.cutPastEnd': { params: ['endSeconds'], retryable: false },
  /** No frame is shown within the span. */
  'media.cutEmpty': { params: [], retryable: false },
  /** Neither way of cutting gave the asked frames. */
  'media.cutInexact': { params: ['name'], retryable: false },
  /** Sound alone: there is no frame to cut at, to mask or to keep. */
  'media.noPicture': { params: ['name'], retryable: false },
  /** Its frames have no times that a place in it could be told by. */
  'media.cutNoTimes': { params: ['name'], retryable: false },
  /** A check found its bytes missing or changed. */
  'evidence.locked': { params: ['name'], retryable: false },
  'evidence.disposed': { params: ['name'], retryable: false },
  /** The store takes nothing in. */
  'evidence.unwritable': { params: ['name', 'detail'], retryable: true },
  /** Not redacted, and nobody approved that it leaves like this. */
  'evidence.unredacted': { params: ['name'], retryable: false },
  'evidence.held': { params: ['name'], retryable: false },
  'evidence.tooEarly': { params: ['name'], retryable: false },
  /** Something is being made of it. */
  'evidence.atWork': { params: ['name'], retryable: true },
  /** A clip that was cut keeps its span: another span is another clip. */
  'clip.wasCut': { params: ['name'], retryable: false },
  /** The true wall clock of its recording is not known. */
  'clip.untimed': { params: ['name'], retryable: false },
  'clip.unmarked': { params: ['name'], retryable: false },
  /** Nothing is masked and nothing muted: a copy would be no redacted one. */
  'clip.unmasked': { params: ['name'], retryable: false },
  /** A day in a year whose working days are not known. */
  'deadline.noCalendar': { params: ['year'], retryable: false },
  /** Conditions of `rectification/life` that do not hold. */
  'rectification.proof': { params: [], retryable: false },
  'rectification.beforeDue': { params: ['day'], retryable: false },
  'rectification.extensionLeft': { params: ['count'], retryable: false },
  'rectification.appealTerm': { params: ['day'], retryable: false },
  'rectification.firstAppeal': { params: [], retryable: false },
  'rectification.signedFor': { params: [], retryable: false },
  'rectification.noClock': { params: [], retryable: false },
  'rectification.notVerified': { params: [], retryable: false },
  'rectification.verifiedDone': { params: [], retryable: false },
  'rectification.notSuspended': { params: [], retryable: false },
  'rectification.suspended': { params: [], retryable: false },
  'rectification.noReview': { params: [], retryable: false },
  'rectification.notOfUnit': { params: [], retryable: false },
  'rectification.revoked': { params: [], retryable: false },
  'rectification.thirdPerson': { params: [], retryable: false },
  'ranking.superseded': { params: ['id', 'nth'], retryable: false },
  /** A scheme was made for the month after it was computed. */
  'ranking.otherScheme': { params: ['title'], retryable: false },
  /** Somebody else is named to verify it. */
  'rectification.notVerifier': { params: [], retryable: false },
  /** Nothing is due, so nothing can be put off. */
  'rectification.noDue': { params: [], retryable: false },
  /** A finding of which a matter was made already, or whose visit was not confirmed. */
  'rectification.findingTaken': { params: ['no'], retryable: false },
  'rectification.findingOpen': { params: ['no'], retryable: false },
  /** That colour, or one above it, was issued already; out of its turn an order needs a reason. */
  'order.twice': { params: ['no'], retryable: false },
  'order.lower': { params: ['no'], retryable: false },
  'order.reasonMissing': { params: [], retryable: false },
  /** Neither a trigger nor a leader's word for it. */
  'interview.notTriggered': { params: [], retryable: false },
  /** Who speaks for the unit approves no interview with it. */
  'interview.notOfUnit': { params: [], retryable: false },
  /** Demands of which no rectification was issued yet; `text` is the first. */
  'interview.demandsOpen': { params: ['count', 'text'], retryable: false },
  /** The computer says it is earlier than when the last thing happened; both times to the minute. */
  'system.clockEarly': { params: [], retryable: true },
  'system.clockRight': { params: [], retryable: false },
  'rectification.clockBack': { params: ['now', 'last'], retryable: true },
  /** Templates of papers; `fields` are their places as they stand in the file. */
  'document.unknownFields': { params: ['name', 'fields'], retryable: false },
  'document.missingFields': { params: ['name', 'fields'], retryable: false },
  /** In a head, a foot or a note, which all papers of a file share. */
  'document.fieldPlace': { params: ['name', 'fields'], retryable: false },
  /** What takes a whole paragraph has other text beside it. */
  'document.blockAlone': { params: ['name', 'fields'], retryable: false },
  /** A brace too few or too many. */
  'document.openField': { params: ['name', 'text'], retryable: false },
  /** A field in single or full-width braces; `field` is how it is written. */
  'document.otherBraces': { params: ['name', 'text', 'field'], retryable: false },
  'document.macros': { params: ['name'], retryable: false },
  /** Opening it would fetch something from elsewhere, or start what is embedded. */
  'document.outside': { params: ['name'], retryable: false },
  /** Without the page that says what went out, or with another. */
  'reply.notOurs': { params: ['name'], retryable: false },
  'reply.columns': { params: ['name', 'columns'], retryable: false },
  'reply.otherUnit': { params: ['name'], retryable: false },
  /** A unit without open matters. */
  'reply.nothing': { params: [], retryable: false },
  /** A matter that is not what the preview showed. */
  'reply.changed': { params: ['no'], retryable: false },
  cancelled: { params: [], retryable: true },
  internal: { params: [], retryable: false },
} as const satisfies Record<string, { params: readonly string[]; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCatalogue;
export type ErrorParams = Record<string, string | number>;

/** One field of the input that was refused. `path` is dotted (`fields.name`), `rule` is a zod issue code or our own. */
export interface FieldIssue {
  path: string;
  rule: string;
  params?: ErrorParams | undefined;
}

/** What crosses the bridge: no stack, no path of the machine beyond what the sentence names. */
export interface WireError {
  code: ErrorCode;
  params: ErrorParams;
  fields: FieldIssue[];
  retryable: boolean;
  logId: string | null;
}

/** An error with a place in the catalogue. Anything else that is thrown becomes `internal` at the boundary. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly fields: FieldIssue[];

  constructor(code: ErrorCode, params: ErrorParams = {}, options: { fields?: FieldIssue[]; cause?: unknown } = {}) {
    super(`${code} ${JSON.stringify(params)}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.fields = options.fields ?? [];
  }

  get retryable(): boolean {
    return errorCatalogue[this.code].retryable;
  }

  /** @param logId the id under which the full error, with its stack, stands in the log; null when it was not logged */
  toWire(logId: string | null): WireError {
    return { code: this.code, params: this.params, fields: this.fields, retryable: this.retryable, logId };
  }
}

/** Narrow a caught value to one catalogue code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
