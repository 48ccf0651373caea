import { create } from 'zustand';

export interface ConfirmWords {
  /** The question: "Remove credential “Adyen test”?" */
  readonly title: string;
  /** What follows from it, in one or two sentences. */
  readonly consequence: string;
  /** The verb on the button: "Remove credential". */
  readonly action: string;
  readonly danger?: boolean;
}

interface ConfirmState {
  readonly asked: ConfirmWords | null;
  readonly answer: (isYes: boolean) => void;
}

const idle: ConfirmState = { asked: null, answer: () => undefined };

/** The question on screen, if any; the shell draws it. */
export const useConfirm = create<ConfirmState>()(() => idle);

/** Asks before something that cannot be undone or that reaches a vendor, and names the consequence. */
export function confirm(words: ConfirmWords): Promise<boolean> {
  useConfirm.getState().answer(false);
  return new Promise((resolve) => {
    useConfirm.setState({
      asked: words,
      answer: (isYes) => {
        useConfirm.setState(idle);
        resolve(isYes);
      },
    });
  });
}
