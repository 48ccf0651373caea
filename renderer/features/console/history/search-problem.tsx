import type { ReactElement } from 'react';
import type { FaultData } from '../../../../shared/contract/errors.ts';
import { Button } from '../../../ui/button.tsx';
import { Mark } from '../../../ui/mark.tsx';

export interface SearchProblemProps {
  readonly id: string;
  readonly text: string;
  readonly fault: FaultData;
  readonly onChange: (text: string) => void;
}

interface Details {
  readonly from?: number;
  readonly to?: number;
  readonly suggestions?: readonly string[];
}

/** What is wrong with a search, where, and what was probably meant: one press puts it right. */
export function SearchProblem({ id, text, fault, onChange }: SearchProblemProps): ReactElement {
  const { from, to, suggestions = [] } = (fault.details ?? {}) as Details;
  const part = from === undefined || to === undefined ? '' : text.slice(from, to);
  return (
    <div id={id} role="alert" className="con-search-problem">
      <Mark state="soon" />
      <span>
        {part === '' ? null : <code className="con-search-part">{part}</code>} {fault.happened} {fault.remedy}
      </span>
      {from !== undefined &&
        to !== undefined &&
        suggestions.slice(0, 3).map((one) => (
          <Button key={one} small onClick={() => onChange(text.slice(0, from) + putRight(part, one) + text.slice(to))}>
            {one}
          </Button>
        ))}
    </div>
  );
}

/** A field in the place of a field keeps the value; a name in the place of `field:name` keeps the field. */
function putRight(part: string, suggestion: string): string {
  const colon = part.indexOf(':');
  if (suggestion.endsWith(':')) return `${part.startsWith('-') ? '-' : ''}${suggestion}${part.slice(colon + 1)}`;
  const value = /[\s"|,]/.test(suggestion) ? `"${suggestion}"` : suggestion;
  return colon < 0 ? value : `${part.slice(0, colon + 1)}${value}`;
}
