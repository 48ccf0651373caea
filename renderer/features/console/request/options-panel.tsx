import { useId, type ReactElement } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { CookieList } from './cookie-list.tsx';
import { usualTimeoutMs, type Draft } from './draft.ts';

export interface OptionsPanelProps {
  readonly draft: Draft;
  readonly environment: Environment | null;
  readonly onChange: (draft: Draft) => void;
}

/** How the request travels: its time limit, redirects, version, cookies. */
export function OptionsPanel({ draft, environment, onChange }: OptionsPanelProps): ReactElement {
  const id = useId();
  const { travel } = draft;
  const setTravel = (next: Partial<Draft['travel']>): void => onChange({ ...draft, travel: { ...travel, ...next } });
  return (
    <div className="con-scroll con-options">
      <div className="con-option">
        <label htmlFor={`${id}-time`}>Time limit</label>
        <span>
          <input
            id={`${id}-time`}
            className="con-input num"
            type="number"
            min={1}
            max={600}
            value={draft.timeoutMs / 1000}
            onChange={(event) => onChange({ ...draft, timeoutMs: asTimeout(event.target.value) })}
          />{' '}
          seconds in all, a stream too
        </span>
      </div>
      <div className="con-option">
        <label htmlFor={`${id}-redirects`}>Redirects</label>
        <span>
          follow at most{' '}
          <input
            id={`${id}-redirects`}
            className="con-input num"
            type="number"
            min={0}
            max={20}
            value={travel.maxRedirects}
            onChange={(event) => setTravel({ maxRedirects: Math.min(20, Math.max(0, Math.trunc(Number(event.target.value) || 0))) })}
          />
          {travel.maxRedirects === 0 && ' : the first one is the answer'}
        </span>
      </div>
      {travel.allowedRedirects.map((origin) => (
        <div className="con-option" key={origin}>
          <span>Allowed</span>
          <span>
            <code>{origin}</code>{' '}
            <button
              type="button"
              className="con-link"
              onClick={() => setTravel({ allowedRedirects: travel.allowedRedirects.filter((one) => one !== origin) })}
            >
              ask again
            </button>
          </span>
        </div>
      ))}
      <div className="con-option">
        <span id={`${id}-version`}>Version</span>
        <label>
          <input
            type="checkbox"
            checked={travel.httpVersion === '1.1'}
            onChange={(event) => setTravel({ httpVersion: event.target.checked ? '1.1' : 'auto' })}
          />{' '}
          HTTP/1.1 only
        </label>
      </div>
      <div className="con-option">
        <span>Cookies</span>
        <label>
          <input type="checkbox" checked={travel.usesCookies} onChange={(event) => setTravel({ usesCookies: event.target.checked })} /> send
          and keep those of {environment?.name ?? 'the environment'}
        </label>
      </div>
      {environment && <CookieList environmentId={environment.id} name={environment.name} />}
    </div>
  );
}

/** Seconds as typed, between 0.1 and 600; nothing is the usual. A send never waits without an end. */
function asTimeout(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds <= 0) return usualTimeoutMs;
  return Math.min(600_000, Math.max(100, Math.round(seconds * 1000)));
}
