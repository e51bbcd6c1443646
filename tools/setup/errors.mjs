/**
 * A set-up step that could not be done: what went wrong and what the reader can do about it.
 */
export class SetupError extends Error {
  /**
   * @param {string} message what went wrong, one sentence
   * @param {string[]} [advice] what to do, one line each
   * @param {unknown} [cause] the error underneath, when there is one
   */
  constructor(message, advice = [], cause = undefined) {
    super(message, { cause });
    this.name = 'SetupError';
    this.advice = advice;
  }
}

/** Known ways a command or a file operation fails, recognised by what it printed. */
const CAUSES = [
  {
    pattern: /ENOSPC|no space left on device|disk quota exceeded/i,
    message: 'the disk is full',
    advice: ['Free about 2 GB on this disk, then run the same command again.'],
  },
  {
    pattern: /EROFS|read-only file system/i,
    message: 'the folder is read-only',
    advice: ['Move the project to a folder you may write to, then run the same command again.'],
  },
  {
    pattern: /EINTEGRITY/,
    message: 'a downloaded package does not match the lockfile',
    advice: ['Run "npm cache verify", then the same command again.'],
  },
  {
    pattern: /can only install packages when your package\.json and package-lock\.json/,
    message: 'package.json and package-lock.json disagree',
    advice: ['Run "npm install" once to bring them in line.'],
  },
  {
    pattern: /gyp ERR! find Python|not found: make|g\+\+: (?:not found|No such file)|missing any VC\+\+ toolset/,
    message: 'the database driver had to be compiled, and a tool for that is missing',
    advice: ['Install Python 3, make and a C++ compiler, then run the same command again.'],
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|fetch failed/,
    message: 'the package registry cannot be reached',
    advice: [
      'Connect to the network (or point npm to a registry you can reach: "npm config set registry <address>"),',
      'then run the same command again. Set-up continues with the step that failed.',
    ],
  },
  {
    pattern: /EACCES|EPERM|permission denied/i,
    message: 'a file or folder may not be written',
    advice: ['Check who owns the project folder and your npm cache, then run the same command again.'],
  },
  {
    pattern: /gyp ERR!|node-gyp/,
    message: 'the database driver could not be compiled',
    advice: ['The lines above the last "gyp ERR!" say why; "npm rebuild sqlite3 --foreground-scripts" shows them all.'],
  },
];

/**
 * Turns whatever failed into a SetupError that says what happened and what to do.
 * @param {unknown} error
 * @param {string} [output] what the failing command printed
 * @returns {SetupError}
 */
export function explain(error, output = '') {
  if (error instanceof SetupError) return error;
  const text = `${error instanceof Error ? `${error.message} ${/** @type {any} */ (error).code ?? ''}` : String(error)}\n${output}`;
  const known = CAUSES.find((cause) => cause.pattern.test(text));
  if (known) return new SetupError(known.message, known.advice, error);
  return new SetupError(error instanceof Error ? error.message : String(error), [], error);
}
