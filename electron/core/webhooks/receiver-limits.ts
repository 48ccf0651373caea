/** What the receiver puts up with from one sender, and from all of them. */
export interface ReceiverLimits {
  readonly maxBodyBytes: number;
  /** The whole delivery must be there within this time, however slowly it drips. */
  readonly requestMs: number;
  readonly headersMs: number;
  /** So many bodies are read at once before the slowest makes room for each that comes. */
  readonly halfRead: number;
  /** So much of half-read bodies is held in memory, over all senders. */
  readonly heldBytes: number;
  /** A body that comes more slowly than this, after a first grace, is given up. */
  readonly leastBytesPerS: number;
  readonly graceMs: number;
}

export const usualLimits: ReceiverLimits = {
  maxBodyBytes: 10_000_000,
  requestMs: 15_000,
  headersMs: 10_000,
  halfRead: 128,
  heldBytes: 100_000_000,
  leastBytesPerS: 1_000,
  graceMs: 3_000,
};
