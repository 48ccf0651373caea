import { Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { secretSchema } from '../../shared/contract/credentials.ts';
import { whyOrdinary } from '../../shared/domain/redaction/ordinary-secret.ts';
import type { FieldProps } from './field.ts';
import styles from './field.module.css';
import { SecretField } from './secret-field.tsx';

/** A secret as a person types it, and whether they said that an ordinary word is meant. */
export interface NewSecret {
  readonly secret: string;
  readonly isMeant?: true;
}

export const noSecret: NewSecret = { secret: '' };

/** What is wrong with a new secret, in one sentence; null when it can be stored. */
export function secretProblem({ secret, isMeant }: NewSecret): string | null {
  const checked = secretSchema.safeParse(secret);
  if (!checked.success) return checked.error.issues[0]?.message ?? 'This cannot be a secret.';
  return ordinaryProblem({ secret, ...(isMeant === true ? { isMeant } : {}) });
}

/** The same where any length is taken: only an ordinary word is asked about. */
export function ordinaryProblem({ secret, isMeant }: NewSecret): string | null {
  const why = isMeant === true ? null : whyOrdinary(secret);
  return why === null ? null : `This is ${why}: it would be cut out of every answer, and no note could hold it.`;
}

export interface NewSecretFieldProps extends FieldProps {
  readonly value: NewSecret;
  readonly onChange: (value: NewSecret) => void;
  /** What is stored of what is typed: without the spaces around it, for example. */
  readonly tidy?: (text: string) => string;
  /** What is wrong with it; by default as for the secret of a credential. */
  readonly problemOf?: (value: NewSecret) => string | null;
}

/** Takes a secret for the keychain. An ordinary word is asked about, because it would be cut out of texts that have nothing to do with it. */
export function NewSecretField({
  value,
  onChange,
  error,
  tidy = (text) => text,
  problemOf = secretProblem,
  ...rest
}: NewSecretFieldProps): ReactElement {
  const [isLeft, setIsLeft] = useState(false);
  const tidied = { ...value, secret: tidy(value.secret) };
  const isAsked = tidied.secret !== '' && whyOrdinary(tidied.secret) !== null && (isLeft || value.isMeant === true || error != null);
  const problem = isLeft && value.secret !== '' ? problemOf(tidied) : null;
  return (
    <div className={styles.root}>
      <SecretField
        {...rest}
        value={value.secret}
        onChange={(secret) => onChange({ secret })}
        onBlur={() => setIsLeft(true)}
        error={value.isMeant === true ? problemOf(tidied) : (problem ?? error ?? null)}
      />
      {isAsked ? (
        <Checkbox
          className={styles.meant}
          size="sm"
          checked={value.isMeant === true}
          onChange={({ currentTarget: { checked } }) => onChange({ secret: value.secret, ...(checked ? { isMeant: true } : {}) })}
          label="It is the right one: store it all the same"
        />
      ) : null}
    </div>
  );
}
