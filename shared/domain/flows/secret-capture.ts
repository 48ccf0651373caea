import { isSecretHeader } from '../redaction/header-names.ts';
import { isSecretParameter } from '../redaction/parameter-names.ts';
import type { Capture } from './flow-spec.ts';

/** Whether a captured value must not be written anywhere: said so, or sounding like a secret. */
export const isSecretCapture = ({ name, from, path, isSecret }: Capture): boolean =>
  isSecret ||
  isSecretParameter(name) ||
  (from === 'header' && isSecretHeader(path)) ||
  (from === 'body' && isSecretParameter(lastMember(path)));

const lastMember = (path: string): string => /([A-Za-z_][\w-]*)['"]?\]?$/.exec(path)?.[1] ?? '';
