/** What the receiver puts up with from one sender. */
export interface ReceiverLimits {
  readonly maxBodyBytes: number;
  /** The whole delivery must be there within this time, however slowly it drips. */
  readonly requestMs: number;
  readonly headersMs: number;
}

export const usualLimits: ReceiverLimits = { maxBodyBytes: 10_000_000, requestMs: 15_000, headersMs: 10_000 };
