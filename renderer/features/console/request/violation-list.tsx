import type { ReactElement } from 'react';
import type { Violation } from '../../../../shared/contract/console.ts';
import { Mark } from '../../../ui/mark.tsx';

const places = {
  status: 'status',
  header: 'header',
  body: 'body',
  content_type: 'content type',
  parameter: 'parameter',
} as const satisfies Record<Violation['where'], string>;

/** Where a violation lies: "line 6", or the part of the message it concerns. */
export function violationPlace(violation: Violation): string {
  return violation.line === null ? places[violation.where] : `line ${violation.line}`;
}

/** What the contract says against a message, one line each. */
export function ViolationList({ violations }: { readonly violations: readonly Violation[] }): ReactElement | null {
  if (violations.length === 0) return null;
  return (
    <ul className="con-violations">
      {violations.map((violation, index) => (
        <li key={index} title={violation.pointer}>
          <Mark state="broken" />
          <span className="num">{violationPlace(violation)}</span>
          <span>{violation.message}</span>
        </li>
      ))}
    </ul>
  );
}
