import { readFileSync } from 'node:fs';
import type { Starter } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { readRunbook } from '../../../shared/domain/runbooks/read-runbook.ts';
import type { Reader } from '../db/sqlite.ts';

/** The bundled runbooks, in the order in which a team needs them. */
export const starterNames = [
  'vendor-outage',
  'throttled',
  'expired-credential',
  'month-end-mismatch',
  'onboarding-a-dependency',
  'onboarding-a-person',
] as const;
export type StarterName = (typeof starterNames)[number];

/** Beside the sources they lie three folders up; beside the bundle, which is one file in out/main, two. */
function starterFile(name: StarterName): URL {
  const here = import.meta.url;
  return new URL(`${here.endsWith('.ts') ? '../../../' : '../../'}resources/runbooks/${name}.md`, here);
}

/** A starter's document as it is bundled. */
export function readStarter(name: string): string {
  const known = starterNames.find((one) => one === name);
  if (known === undefined)
    throw new Fault('not_found', { happened: `There is no starter “${name}”.`, remedy: `Choose one of: ${starterNames.join(', ')}.` });
  return readFileSync(starterFile(known), 'utf8');
}

/** The starters, each with whether this workspace has it already. */
export function listStarters(db: Reader): Starter[] {
  const added = new Set(db.all<{ starter: string | null }>('SELECT starter FROM runbooks').map(({ starter }) => starter));
  return starterNames.map((name) => {
    const { head, steps } = readRunbook(readStarter(name)).runbook;
    return {
      name,
      title: head.name,
      purpose: head.purpose,
      kind: head.kind,
      severity: head.severity,
      steps: steps.length,
      minutes: head.minutes,
      isAdded: added.has(name),
    };
  });
}
