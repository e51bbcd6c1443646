import type { Shape } from '../types';
import type { faults as zh } from '../zh-CN/faults';

export const faults: Shape<typeof zh> = {
  error: {
    'validation.input': 'Some entries do not meet the rules. Please correct the marked fields.',
    'validation.duplicate': '{field} “{value}” exists already. Please use another.',
    'validation.reference': '{field} points to a record that is gone or retired. Please choose again.',
    'validation.reasonMissing': 'Please give a reason.',
    'validation.passwordWeak':
      'The password is too weak: at least {minimum} characters, without the account name, not a few characters repeated.',
    'validation.passwordSame': 'The new password must differ from the current one.',
    'notFound.record': '{entity} {id} was not found. It may have been moved; please go back to the list and refresh.',
    'notFound.command': 'This version does not have that function ({command}).',
    'notFound.job': 'That job was not found. It may have been cleared.',
    'notFound.file': 'The file “{name}” was not found. Please choose it again.',
    'conflict.revision':
      '{entity}: somebody else has just changed this record. What you wrote is kept; compare, then save again.',
    'conflict.inUse': '{count} records ({by}) still belong to it. Please move or retire them first.',
    'conflict.state': '{entity}: the record is “{state}” now, so this cannot be done.',
    'conflict.lastAdministrator': 'This is the last active office administrator. Appoint another one first.',
    'conflict.alreadySetUp': 'The hall has been set up already. Please sign in.',
    'conflict.importChanged': 'The data changed after the file was read. Please read it again, then import.',
    'permission.signIn': 'Please sign in first.',
    'permission.denied': 'Your role does not allow this ({command}). Ask an office administrator if you need it.',
    'permission.scope': '{entity}: this record is outside what you may see.',
    'permission.locked': 'The console is locked. Please unlock it first.',
    'permission.mustChangePassword': 'Please change the first password before anything else.',
    'permission.wrongPassword': 'Account or password is not right. Please try again.',
    'permission.tooSoon': 'Too many failures. Please wait {seconds} s, then try again.',
    'permission.disabled': 'This account is disabled. Please ask an office administrator.',
    'permission.sender': 'The request came from an unknown place and was refused.',
    'db.corrupt': 'Its content does not match, so nothing more has been written. You can restore a backup.',
    'db.newer':
      'The data file was written by a newer version (format {found}, this program knows up to {known}). Please install the newer version.',
    'db.readOnly': 'The data folder cannot be written. Check its permissions or move it, then try again.',
    'db.full': 'The disk is full, so nothing could be saved. Free some space, then try again.',
    'db.migration': 'Upgrading the data failed at step {step}. The data are as they were before.',
    'db.locked': 'Another Mingcha is using these data. Close it, then try again.',
    'db.constraint':
      'The data do not fit together, so nothing was saved. Check the entries, or give the log number to an administrator.',
    'db.unbound': 'A fault inside the program ({name}); nothing was saved. Give the log number to an administrator.',
    'db.closed': 'The data are not open yet. Please try again in a moment.',
    'db.busy': 'Something else is being written. Please try again in a moment.',
    'file.unreadable': 'The file “{name}” cannot be read. Check it, then try again.',
    'file.unwritable': 'The file “{name}” cannot be written. Check place and permissions, or close what is using it.',
    'file.tooLarge': 'The file “{name}” is larger than {limitMb} MB. Please split it first.',
    'file.tooMany': 'At most {limit} files go into one order. Please take them in several times.',
    'file.format': 'The file “{name}” is not {expected}. Please choose another.',
    'file.columns':
      'To be read as “{entity}”, “{name}” lacks required columns: {columns}. Add them, then read it again.',
    'file.otherEntity':
      'To be read as “{entity}”, “{name}” lacks required columns: {columns}. Its titles look like “{other}”; choose that, then read it again.',
    'file.empty': 'The file “{name}” is empty.',
    'file.token': 'That choice of file is no longer valid. Please choose again.',
    'file.diskFull': 'The disk is full; “{name}” was not finished. Free some space, then try again.',
    'media.binaryMissing':
      '{name} is missing, so footage cannot be handled. See “System → Video program” for what is needed.',
    'media.tooOld':
      'The ffmpeg {version} of this computer is too old: exact cutting and .dav recordings need {needed} or newer. Choose another in the settings.',
    'media.lacks':
      'The ffmpeg of this computer lacks {capability}, so this cannot be done. Choose another in the settings.',
    'media.idle':
      '“{name}” starts, but a small piece of work it was tried at did not come out; it is not used. Choose another.',
    'media.failed':
      'Handling “{name}” failed; nothing half done was left. Try again; if it fails again the recording may be damaged. The original is untouched.',
    'media.hanging':
      'Handling “{name}” got no answer and was stopped. Check the disk or network place it lies on, then try again.',
    'media.incomplete':
      'The result made of “{name}” was not complete and was thrown away. Try again; if it fails again the recording may be damaged. The original is untouched.',
    'media.sourceChanged':
      '“{name}” was changed or moved while it was read; the result was thrown away. Make sure it no longer changes, then try again.',
    'media.notPlayable': 'No picture can be made of “{name}”. The original is kept as evidence.',
    'media.cutOrder': 'The out-point must come after the in-point.',
    'media.cutPastEnd':
      'The span goes past the end of the recording, which is at {endSeconds} seconds. Move the out-point before it.',
    'media.cutEmpty': 'No frame is shown within this span. Widen it.',
    'media.cutInexact':
      'This span of “{name}” could not be cut exactly to the frame. Nothing was kept and the original is untouched. Use the fast cut, or another span.',
    'media.noPicture':
      '“{name}” has sound and no picture. It can be played and its places noted; cutting, stills and redaction need a picture.',
    'media.cutNoTimes':
      'The frames of “{name}” have no reliable times, so this span cannot be cut exactly. The original is untouched.',
    'validation.incomplete': '{count} things are still missing. Complete them, then submit.',
    'validation.draw': 'The draw is not possible like this; see the reasons marked.',
    'validation.template': 'The checklist has {count} faults. Correct them, then publish.',
    'permission.samePerson': 'You took part in this yourself; somebody else has to decide.',
    'permission.identity': 'You may not open identities. Ask the office administrator if you need to.',
    'permission.term':
      'Your term as a supervisor is not running, so nothing can be submitted. Please contact the office.',
    'media.notPicture': '“{name}” is not a picture that can be read. Use JPEG, PNG, WebP or BMP.',
    'media.notFootage': '“{name}” is a picture, not a recording. Paste it on the item instead.',
    'media.hashMismatch': '“{name}” did not read back as it was written and was taken back. Try again.',
    'media.tooManyPixels': '“{name}” has more than {limitMillion} million pixels. Make it smaller, then add it.',
    'evidence.locked':
      '“{name}” did not pass its check and is locked: it cannot be played, cut or exported. The office has to settle it.',
    'evidence.disposed': '“{name}” was disposed of when its time was over. Its contents are no longer kept.',
    'evidence.unwritable':
      'The evidence store cannot be written, so “{name}” was not taken in. Check the permissions of the data folder, then try again.',
    'evidence.unredacted':
      '“{name}” is not redacted, and nobody approved that it leaves like this. Make a redacted copy, or ask for an exception.',
    'evidence.held': '“{name}” is on legal hold or belongs to a matter that is still open. It cannot be disposed of.',
    'evidence.tooEarly': '“{name}” still has to be kept. It cannot be disposed of.',
    'evidence.atWork': 'Something is being made of “{name}”. Wait until that is done and try again.',
    'clip.wasCut': '“{name}” was cut already, so its span stays as it is. Make another clip.',
    'clip.untimed': 'When the recording of “{name}” begins is not known. Enter its start first.',
    'clip.unmarked': '“{name}” has no marks of greeting, answer or farewell, so there is no time to write back.',
    'clip.unmasked': 'Nothing of “{name}” is masked or muted yet. A copy would be no redacted one.',
    'deadline.noCalendar':
      'There is no working calendar for {year}, so no deadline can be counted. Choose a year that has one, or import it first.',
    'rectification.proof': 'There is no proof yet. Add pictures or papers of what was put right, then hand it in.',
    'rectification.beforeDue':
      'More time has to be asked for before {day}; that has passed. Please put it right and hand it in.',
    'rectification.extensionLeft': 'It was extended {count} time(s) already and cannot be extended again.',
    'rectification.appealTerm': 'Appeals could be filed until {day}; that has passed.',
    'rectification.firstAppeal': 'An appeal was filed on this matter before; its answer is final.',
    'rectification.signedFor':
      'This matter was appealed against before it was signed for. Once the appeal is answered, sign for it first and report then.',
    'rectification.notVerified':
      'This submission has a verification result already. To check again, arrange another verification.',
    'rectification.verifiedDone':
      'No verification has found it done yet, so it cannot be struck off. Complete the verification first.',
    'rectification.noClock': 'A standing measure has no deadline to suspend. Set the day of its next review instead.',
    'rectification.notSuspended': 'The deadline is suspended. Resume it first.',
    'rectification.suspended':
      'The deadline is not suspended, and no suspension is to come; there is nothing to resume.',
    'rectification.noReview': 'Only standing measures and what was put aside are looked at again on a day.',
    'rectification.notOfUnit':
      'You are of the responsible unit; deciding, verifying and striking off its matters is for others.',
    'rectification.revoked':
      'This matter was revoked on appeal and stays closed. If the problem is found again, issue a new matter.',
    'ranking.superseded': 'This month was corrected later: “Correction {nth}” stands. Do it there.',
    'ranking.otherScheme':
      'Since it was computed, the scheme “{title}” holds for this month. Make it a draft again if it was checked, compute it anew, then check and freeze it.',
    'rectification.thirdPerson':
      'You found, confirmed, put right or verified this; a third person has to strike it off.',
    'rectification.notVerifier': 'Somebody else is named to verify this.',
    'rectification.noDue': 'Nothing is due here, so nothing can be put off.',
    'rectification.findingTaken': 'Finding {no} has a rectification already; open that one.',
    'rectification.findingOpen':
      'The record of finding {no} is not reviewed yet, so nothing can be issued. Complete the review first.',
    'order.twice':
      'An order of this colour was issued for {no} already; another is possible once the matter was reopened.',
    'order.lower': 'A higher order was issued for {no} already.',
    'order.reasonMissing': 'An order out of its turn, or one the rules do not propose, needs a reason.',
    'interview.notTriggered': 'Nothing triggers this interview yet: a leader has to approve it with a reason first.',
    'interview.notOfUnit': 'You speak for the unit that is summoned: another leader has to approve it.',
    'interview.demandsOpen':
      'No rectification has been issued yet for {count} of the demands: “{text}”. Issue first, then close.',
    'system.clockEarly': 'The clock of this computer stands before 2020, which cannot be right. Please set it first.',
    'system.clockRight':
      'The clock is not behind the log any more, or the log has a later row now. Please look at the notice on top again.',
    'rectification.clockBack':
      'This computer says {now}, earlier than the latest entry of the log at {last}. Deadlines go by the clock, so this cannot be done now. Set the clock right; if it is right already, the office or an auditor confirms it in the notice on top.',
    'document.unknownFields':
      '“{name}” has fields nobody knows: {fields}. Compare with the list of fields and put it back.',
    'document.missingFields': '“{name}” lacks fields it needs: {fields}. Without them the paper is not whole.',
    'document.fieldPlace':
      '“{name}” has fields in a header, footer or note: {fields}. Papers of one file share these; put fields in the text.',
    'document.blockAlone':
      'In “{name}”, {fields} becomes a table or whole paragraphs: it must stand in a paragraph of its own.',
    'document.openField': '“{name}” has a brace too few or too many: “{text}”. A field has two before and two behind.',
    'document.otherBraces':
      '“{text}” in “{name}” would not be filled in. Write {field}, with two plain braces before and two behind.',
    'document.macros': '“{name}” holds macros or controls and cannot be a template. Save it as .docx without them.',
    'document.outside':
      '“{name}” refers to content elsewhere or embeds an object: opening it would fetch something. Insert pictures and text directly.',
    'reply.notOurs':
      '“{name}” is no reply sheet made by this console, or its hidden page was changed. Make a new one, copy what was filled in, and read it again.',
    'reply.columns':
      '“{name}” lacks these columns: {columns}. Fill in the sheet as it was made: no column removed or renamed.',
    'reply.otherUnit': '“{name}” is the reply sheet of another unit; only that unit can take it in.',
    'reply.nothing': 'No matter is open, so no reply sheet is needed.',
    'reply.changed':
      '“{no}” changed after the preview, and nothing was taken in. Read the sheet again and check it once more.',
    cancelled: 'Cancelled.',
    internal:
      'Something unexpected happened and this step was not done. Try again, or give the log number to an administrator.',
  },
  rule: {
    required: 'Please fill this in.',
    line: 'One line only.',
    noSuchDay: 'The date has to be between March 1900 and February 2100.',
    control: 'Contains invisible control characters; please remove them.',
    badRows: '{count} rows are refused: correct the file, or leave them out.',
    duplicate: 'Exists already; please use another.',
    reference: 'Points to a record that is gone or retired.',
    account: 'Letters, digits, Chinese, dot, dash, underscore; 2 to 40 of them.',
    'password.short': 'At least 8 characters.',
    'password.account': 'Must not contain the account name.',
    'password.monotone': 'Must not be a few characters repeated.',
    'password.same': 'Must differ from the current one.',
    notForRole: 'Only a unit contact has a unit.',
    notApplicable: 'Does not apply here.',
    mergedIntoItself: 'Cannot be merged into itself.',
    retired: 'The record it points to is retired.',
    'password.repeat': 'The two entries differ.',
    tooLong: 'At most {maximum} characters.',
    tooShort: 'At least {minimum} characters.',
    tooMany: 'At most {maximum}.',
    tooFew: 'Choose at least {minimum}.',
    tooBig: 'Not more than {maximum}.',
    tooSmall: 'Not less than {minimum}.',
    number: 'A number, please.',
    integer: 'A whole number, please.',
    choice: 'Please choose one of the given values.',
    boolean: 'Please write yes or no.',
    day: 'A date such as 2026-11-21, please.',
    scope: 'Not within the same hall.',
    cycle: 'Cannot belong to itself.',
    ambiguous: 'Several records have this name; please say which.',
    unknown: 'Points to a record that does not exist; please choose again.',
    notActive: 'Points to a retired record; please choose again.',
    otherHall: 'Points to a record of another hall.',
    branchLevel: 'A branch belongs to a main hall, never to a branch or to itself.',
    afterToday: 'Has to be after today.',
    withinYear: 'Has to be within a year.',
    past: 'Not before today.',
    beforeStart: 'Not before the day it begins.',
    beforeIssue: 'Not before the day it was issued.',
    beforeSubmission: 'Not before the day it was handed in.',
    notCounted: 'The days up to this one do not count; choose a working day after them.',
    ascending: 'Has to be after the stage before.',
    afterDue: 'Has to be after the present due date.',
    pastDue: 'Not after the due date; the clock cannot be stopped once it has run out.',
    notWorkday: 'A day off; choose a working day.',
    unknownPlace: 'Only {' + "'{year}'" + '} and {' + "'{n}'" + '} may stand in braces.',
    samePattern: 'Gives the same numbers as one above; please make it different.',
    countOnce: 'Has to hold {' + "'{n}'" + '} once, for the count.',
    yearOnce: 'Has to hold {' + "'{year}'" + '} once, for the year.',
    notVerifiedThere: 'Has to be a confirmed visit of your own to this window or hall.',
    beforeDraw: 'Not before the day of the draw.',
    notSeenClip: 'Has to be a clip of this hall that you may see.',
    mayNotVerify: 'Has to be somebody who had no part in it.',
    weightSum: 'The weights sum to {sum}%; they have to make 100%.',
    componentTwice: 'The same item stands twice.',
    tieBreakerTwice: 'The same tie-breaker stands twice.',
    afterFrozen: 'Has to be after the last frozen month.',
    monthNotOver: 'This month is not over.',
    notOfMeasure: 'This measure is not told by that.',
    periodOrder: 'Has to end after it begins.',
    extra: 'Not expected: {keys}.',
    other: 'Does not meet the rules.',
  },
};
