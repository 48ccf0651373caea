import { useState } from 'react';
import { IconCopy, IconFileImport } from '@tabler/icons-react';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { CheckKeptAnswers } from './check-kept-answers.tsx';
import { ContractChanges } from './contract-changes.tsx';
import { formatWords } from './inventory-words.ts';
import { LimitsList } from './limits-list.tsx';

/** The documents an API was read from, how it authenticates, and its limits. */
export function ContractTab({ detail }: { readonly detail: ApiDetail }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (sha256: string): void => {
    void shell.call('copyText', { text: sha256 });
    setCopied(sha256);
  };
  return (
    <>
      <ContractChanges apiId={detail.api.id} />
      {detail.contracts.length === 0 ? (
        <Section title="No contract yet">
          <p className="inv-note">
            The vendor’s OpenAPI file says what a call and its answer must look like. With it, every answer is checked, and a newer file
            shows what changed.
          </p>
          <Button
            kind="primary"
            small
            icon={<IconFileImport size={16} stroke={1.6} />}
            onClick={() => useImportRequest.getState().ask(null)}
          >
            Import contract
          </Button>
        </Section>
      ) : (
        detail.contracts.map((one) => (
          <Section
            key={one.id}
            title={`${formatWords(one.format)}, version ${one.version}`}
            right={one.isCurrent ? <Chip tone="accent">checked against</Chip> : <Chip tone="neutral">older</Chip>}
          >
            <Facts
              items={[
                [
                  'File',
                  <span key="file" className="inv-break">
                    {one.fileName}
                  </span>,
                ],
                ['Imported', <When key="at" at={one.importedAt} />],
                [
                  'SHA-256',
                  <span key="hash" className="inv-hash">
                    <code title={one.sha256}>{one.sha256.slice(0, 16)}…</code>
                    <Button
                      small
                      kind="quiet"
                      aria-label={`Copy the SHA-256 of ${one.fileName}`}
                      icon={<IconCopy size={14} stroke={1.6} />}
                      onClick={() => copy(one.sha256)}
                    >
                      {copied === one.sha256 ? 'Copied' : 'Copy'}
                    </Button>
                  </span>,
                ],
              ]}
            />
          </Section>
        ))
      )}
      {detail.contracts.length > 0 && <CheckKeptAnswers key={detail.api.id} detail={detail} />}
      {detail.authSchemes.length > 0 ? (
        <Section title="How it authenticates">
          <Facts items={detail.authSchemes.map((one) => [one.key, one.words])} />
        </Section>
      ) : null}
      <LimitsList detail={detail} />
    </>
  );
}
