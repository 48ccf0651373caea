import { failedClasses, type FailedClass } from '../../../../../shared/domain/answers/guidance.ts';

/** Classes of failures in a table's cell or a choice. */
export const classNames: Readonly<Record<FailedClass, string>> = {
  ours: 'Our request is wrong',
  theirs: 'The vendor’s side failed',
  network: 'The way there is broken',
  limit: 'A limit was reached',
  auth: 'The credential was not accepted',
  contract: 'The answer breaks the contract',
  unknown: 'Nobody knows yet',
};

export const classItems = failedClasses.map((value) => ({ value, label: classNames[value] }));
