/** One thing that happened in a run; a run's state is what its events make of it. */
export type RunEvent = {
  readonly at: number;
  readonly actor: string;
  /** The person’s id; events of older runs have the name only. */
  readonly by?: string;
} & RunEventData;

export type RunEventData =
  | { readonly kind: 'started'; readonly reason: string; readonly isDrill: boolean }
  | { readonly kind: 'ticked'; readonly step: number; readonly item: number; readonly isTicked: boolean }
  | { readonly kind: 'answered'; readonly step: number; readonly option: number }
  | { readonly kind: 'filled'; readonly step: number; readonly values: Readonly<Record<string, string>> }
  | {
      readonly kind: 'sent';
      readonly step: number;
      readonly exchangeId: string;
      readonly words: string;
      readonly checks: readonly SentCheck[];
    }
  /** `differs`: it is done, and what came was not what was expected. */
  | { readonly kind: 'done'; readonly step: number; readonly differs: string | null }
  | { readonly kind: 'escalated'; readonly step: number; readonly to: string; readonly channel: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly step: number; readonly reason: string }
  | { readonly kind: 'went back'; readonly step: number }
  | { readonly kind: 'noted'; readonly step: number; readonly text: string }
  | { readonly kind: 'attached'; readonly step: number; readonly artifactId: string; readonly name: string }
  | { readonly kind: 'paused'; readonly waitingFor: string }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'handed over'; readonly to: string; readonly note: string }
  | { readonly kind: 'finished'; readonly isSolved: boolean; readonly outcome: string }
  | { readonly kind: 'aborted'; readonly reason: string };

/** One expectation as it was found in an answer. */
export interface SentCheck {
  readonly words: string;
  readonly isHeld: boolean;
  readonly seen: string;
}
