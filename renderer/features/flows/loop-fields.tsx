import type { ReactElement } from 'react';
import type { PageLoop } from '../../../shared/domain/flows/flow-spec.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const firstOf: Readonly<Record<PageLoop['kind'], PageLoop>> = {
  none: { kind: 'none' },
  link: { kind: 'link', maxPages: 20 },
  cursor: { kind: 'cursor', path: '$.next_cursor', parameter: 'cursor', maxPages: 20 },
  offset: { kind: 'offset', counts: 'items', path: '$.items', parameter: 'offset', size: 100, maxPages: 20 },
};

/** How a step goes over the pages of its answer. */
export function LoopFields({ loop, onChange }: { readonly loop: PageLoop; readonly onChange: (loop: PageLoop) => void }): ReactElement {
  return (
    <div className="flo-form">
      <SelectField
        label="Pages"
        value={loop.kind}
        onChange={(kind) => kind && onChange(firstOf[kind])}
        items={[
          { value: 'none', label: 'One call' },
          { value: 'link', label: 'Follow the Link header' },
          { value: 'cursor', label: 'A cursor in the body' },
          { value: 'offset', label: 'An offset, until a page is short' },
        ]}
      />
      {loop.kind !== 'none' && loop.kind !== 'link' && (
        <>
          <TextField
            mono
            label={loop.kind === 'cursor' ? 'JSONPath of the cursor' : 'JSONPath of the items'}
            value={loop.path}
            onChange={(path) => onChange({ ...loop, path })}
          />
          <TextField mono label="Query parameter" value={loop.parameter} onChange={(parameter) => onChange({ ...loop, parameter })} />
        </>
      )}
      {loop.kind === 'offset' && (
        <SelectField
          label="The parameter counts"
          value={loop.counts}
          onChange={(counts) => counts && onChange({ ...loop, counts })}
          items={[
            { value: 'items', label: 'items, from 0' },
            { value: 'pages', label: 'pages, from 1' },
          ]}
        />
      )}
      {loop.kind === 'offset' && (
        <NumberField
          label="Items on a full page"
          min={1}
          max={10_000}
          value={loop.size}
          onChange={(size) => onChange({ ...loop, size: size ?? 100 })}
        />
      )}
      {loop.kind !== 'none' && (
        <NumberField
          label="At most so many pages"
          min={1}
          max={1000}
          value={loop.maxPages}
          onChange={(maxPages) => onChange({ ...loop, maxPages: maxPages ?? 20 })}
        />
      )}
    </div>
  );
}
