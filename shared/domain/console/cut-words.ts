import { grouped } from '../grouped.ts';

/** What is known of an answer whose body did not arrive whole. */
export interface CutFacts {
  readonly receivedBytes: number;
  readonly announcedBytes: number | null;
}

/** "12 of 3,000 bytes came", "12 bytes came": of the body, as it came over the connection. */
export function cutWords({ receivedBytes, announcedBytes }: CutFacts): string {
  if (announcedBytes !== null)
    return `${grouped(receivedBytes)} of ${grouped(announcedBytes)} ${announcedBytes === 1 ? 'byte' : 'bytes'} came`;
  return `${grouped(receivedBytes)} ${receivedBytes === 1 ? 'byte' : 'bytes'} came`;
}
