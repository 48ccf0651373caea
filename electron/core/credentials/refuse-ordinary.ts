import { Fault } from '../../../shared/contract/errors.ts';
import { whyOrdinary } from '../../../shared/domain/redaction/ordinary-secret.ts';

/**
 * A secret that turns up in ordinary texts is cut out of every answer and refused in every note that holds it. Some vendors' sandboxes have
 * such passwords, so a person may say that it is meant; redaction stays exact either way.
 */
export function refuseOrdinary({ secret, isMeant }: { readonly secret: string; readonly isMeant?: boolean | undefined }): void {
  const why = whyOrdinary(secret);
  if (why === null || isMeant === true) return;
  throw new Fault('bad_input', {
    happened: `This secret is ${why}: it would be cut out of every answer, and no note could hold it.`,
    remedy: 'Take a longer one that the vendor made, or say that this one is meant. Nothing was stored.',
    place: { path: 'isMeant' },
  });
}
