import { shallowReactive } from 'vue';

/** A question that waits for one answer. */
export interface ConfirmRequest {
  kind: 'confirm';
  title: string;
  text?: string;
  /** Word of the button that does it. */
  confirm: string;
  cancel?: string;
  /** A third way between the two, answered with 'other'. */
  other?: string;
  resolve: (answer: 'yes' | 'no' | 'other') => void;
}

export interface ReasonRequest {
  kind: 'reason';
  title: string;
  text?: string;
  confirm: string;
  /** Characters the command takes; left out: 200, as most do. */
  most?: number;
  resolve: (reason: string | null) => void;
}

export type DialogRequest = ConfirmRequest | ReasonRequest;

/** Questions being asked; `DialogHost` shows the last one on top. */
export const dialogRequests = shallowReactive<DialogRequest[]>([]);

function settle(request: DialogRequest): void {
  const at = dialogRequests.indexOf(request);
  if (at >= 0) dialogRequests.splice(at, 1);
}

/** Asks before something is done: `if (await askConfirm({ title, text, confirm }) === 'yes') …`. */
export function askConfirm(question: Omit<ConfirmRequest, 'kind' | 'resolve'>): Promise<'yes' | 'no' | 'other'> {
  return new Promise((resolve) => {
    const request: ConfirmRequest = {
      ...question,
      kind: 'confirm',
      resolve: (answer) => {
        settle(request);
        resolve(answer);
      },
    };
    dialogRequests.push(request);
  });
}

/** Asks why something is done that cannot be undone; null when the person stepped back. The answer is never empty. */
export function askReason(question: Omit<ReasonRequest, 'kind' | 'resolve'>): Promise<string | null> {
  return new Promise((resolve) => {
    const request: ReasonRequest = {
      ...question,
      kind: 'reason',
      resolve: (reason) => {
        settle(request);
        resolve(reason);
      },
    };
    dialogRequests.push(request);
  });
}

/** Takes every open question back, unanswered: the console is being left. */
export function dropDialogs(): void {
  for (const request of [...dialogRequests]) {
    if (request.kind === 'confirm') request.resolve('no');
    else request.resolve(null);
  }
}
