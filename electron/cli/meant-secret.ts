import { Fault } from '../../shared/contract/errors.ts';
import { whyOrdinary } from '../../shared/domain/redaction/ordinary-secret.ts';

/** For `--even-if-ordinary`. */
export const evenIfOrdinary = ['--even-if-ordinary', 'store it although it is an ordinary word or number'] as const;

/** What the core is told of a secret. Faults for an ordinary word that is not said to be meant, in the words of the terminal. */
export function meantSecret(secret: string, isMeant: boolean | undefined): { secret: string; isMeant?: true } {
  if (isMeant === true) return { secret, isMeant };
  const why = whyOrdinary(secret);
  if (why === null) return { secret };
  throw new Fault('bad_input', {
    happened: `This secret is ${why}: it would be cut out of every answer, and no note could hold it.`,
    remedy: 'Take a longer one that the vendor made, or add --even-if-ordinary. Nothing was stored.',
  });
}
