import type { ReactElement } from 'react';
import type { GenericRule } from '../../../shared/contract/webhook-rule.ts';
import { Segments } from '../../ui/segments.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface RuleFieldsProps {
  readonly rule: GenericRule;
  readonly onChange: (rule: GenericRule) => void;
  readonly errorOf: (field: string) => string | null;
}

/** How a vendor signs that has a scheme of its own. */
export function RuleFields({ rule, onChange, errorOf }: RuleFieldsProps): ReactElement {
  const put = (part: Partial<GenericRule>): void => onChange({ ...rule, ...part });
  return (
    <>
      <TextField
        label="Header with the signature"
        value={rule.header}
        onChange={(header) => put({ header })}
        error={errorOf('rule.header')}
        mono
      />
      <TextField label="Before the signature" value={rule.prefix} onChange={(prefix) => put({ prefix })} placeholder="sha256=" mono />
      <TextField
        label="What is signed"
        value={rule.template}
        onChange={(template) => put({ template })}
        error={errorOf('rule.template')}
        reason="{body} is the raw body; {timestamp} and {id} come from the headers below."
        mono
      />
      <TextField
        label="Header with the time"
        value={rule.timestampHeader ?? ''}
        onChange={(text) => put({ timestampHeader: text.trim() === '' ? null : text })}
        error={errorOf('rule.timestampHeader')}
        placeholder="None: the time is not checked"
        mono
      />
      <TextField
        label="Header with the id"
        value={rule.idHeader ?? ''}
        onChange={(text) => put({ idHeader: text.trim() === '' ? null : text })}
        error={errorOf('rule.idHeader')}
        placeholder="None"
        mono
      />
      <div className="who-labelled">
        <span>Algorithm</span>
        <Segments
          label="Algorithm"
          isWide
          value={rule.algorithm}
          onChange={(algorithm) => put({ algorithm })}
          items={[
            { value: 'sha256', label: 'SHA-256' },
            { value: 'sha512', label: 'SHA-512' },
            { value: 'sha1', label: 'SHA-1' },
          ]}
        />
      </div>
      <div className="who-labelled">
        <span>The signature is written in</span>
        <Segments
          label="Encoding of the signature"
          isWide
          value={rule.encoding}
          onChange={(encoding) => put({ encoding })}
          items={[
            { value: 'hex', label: 'Hex' },
            { value: 'base64', label: 'Base64' },
          ]}
        />
      </div>
      <div className="who-labelled">
        <span>The secret is</span>
        <Segments
          label="How the secret is written"
          isWide
          value={rule.keyDecoding}
          onChange={(keyDecoding) => put({ keyDecoding })}
          items={[
            { value: 'text', label: 'Text' },
            { value: 'base64', label: 'Base64' },
            { value: 'hex', label: 'Hex' },
          ]}
        />
      </div>
    </>
  );
}
