import type { Printed } from '../documents/paper-html.js';

/** What the services need of the desktop, so that they can be driven without a window in tests. */
export interface Desktop {
  /** @returns the chosen path, or null when the dialog was closed */
  chooseFile(filters: readonly FileFilter[]): Promise<string | null>;
  /** @returns the chosen files, or the chosen folder; none when the dialog was closed */
  chooseMany(what: 'files' | 'folder', filters: readonly FileFilter[]): Promise<string[]>;
  /** @returns the chosen path, or null when the dialog was closed */
  chooseTarget(suggestedName: string, filters: readonly FileFilter[]): Promise<string | null>;
  /** Opens a folder in the file manager. */
  openFolder(folder: string): Promise<void>;
  /**
   * Opens a copy of a file with the program the system has for its kind; the copy goes at the next start.
   * @param name what the copy is called; its ending says the kind
   * @throws AppError `file.unreadable` where no program takes it
   */
  openCopy(file: string, name: string): Promise<void>;
  /** Shows a file in its folder. */
  showFile(path: string): void;
  /** Writes the picture on the clipboard to a passing file. @returns its path, or null when there is none */
  pastePicture(): Promise<string | null>;
  /** Another window on the same session; nothing happens once four stand open. */
  openWindow(): void;
  /** The window at the front fills the screen, without menu or frame, or what filled it gives it back. */
  fillScreen(on: boolean): void;
  /** Prints a document to PDF on a page nobody sees, until `signal` calls it off. @returns the file's bytes */
  printPdf(document: Printed, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Draws a page to a PNG where nobody sees it, one pixel of CSS to one of the picture, what is not drawn transparent.
   * @returns the file's bytes
   */
  draw(html: string, size: { width: number; height: number }, signal: AbortSignal): Promise<Uint8Array>;
  tell: Herald;
  /** How many things wait for the person at the desk, and in which words; null while nobody is there. */
  showWaiting(waiting: Waiting | null): void;
  /** Brings the window to the front, at this place of the console where one is named. */
  goTo(route: string | null): void;
  quit(): void;
  /** Shows the menu in this language. */
  setMenu(language: 'zh-CN' | 'en'): void;
}

/** Who tells people something while they look elsewhere. */
export interface Herald {
  /** False where the operating system shows no notices. */
  readonly possible: boolean;
  /** @returns takes the notice away again */
  show(text: { title: string; body: string }, pressed: () => void): () => void;
}

/** What the mark beside the clock says: the number, its tip, and the words of its menu. */
export interface Waiting {
  count: number;
  tip: string;
  open: string;
  list: string | null;
  quit: string;
}

export interface FileFilter {
  name: string;
  extensions: string[];
}
