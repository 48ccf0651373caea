import type { Credential } from '../../../shared/contract/credentials.ts';
import { useNow } from '../../ui/use-now.ts';
import { ageDays, ageWords } from './credential-words.ts';

/** How old a secret is against its policy: a bar to scale and the words. */
export function AgeBar({ credential }: { readonly credential: Credential }) {
  const now = useNow();
  const days = ageDays(credential, now);
  const share = credential.rotationDays === null ? null : days / credential.rotationDays;
  return (
    <span className="cred-age">
      {share === null ? null : (
        <span className="cred-age-bar" data-over={share >= 1 || undefined} aria-hidden="true">
          <b style={{ width: `${Math.min(100, Math.max(3, share * 100))}%` }} />
        </span>
      )}
      <span className="num">{ageWords(credential, now)}</span>
    </span>
  );
}
