import type { Credential } from '../../../shared/contract/credentials.ts';
import { go } from '../../app/navigate.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Mark, StandingWords } from '../../ui/mark.tsx';
import { When } from '../../ui/when.tsx';
import { AgeBar } from './age-bar.tsx';
import { kindWords, placementWords, secretPlace } from './credential-words.ts';

const environmentWords = (row: Credential): string =>
  [...row.environments.map((one) => `${one.apiName} ${one.name}`), ...row.webhooks.map(({ name }) => `webhook ${name}`)].join(', ');

const columns: readonly Column<Credential>[] = [
  { key: 'name', header: 'Name', width: 138, cell: (row) => <b className="strong">{row.name}</b>, value: (row) => row.name },
  {
    key: 'vendor',
    isMinor: true,
    header: 'Vendor',
    width: 84,
    cell: (row) => row.vendorName ?? <span className="faint">any</span>,
    value: (row) => row.vendorName,
  },
  { key: 'kind', isMinor: true, header: 'Kind', width: 130, cell: (row) => kindWords[row.kind], value: (row) => kindWords[row.kind] },
  { key: 'placement', header: 'Goes to', width: 150, initiallyHidden: true, cell: (row) => placementWords(row), value: placementWords },
  {
    key: 'environments',
    isMinor: true,
    header: 'Environments',
    width: 124,
    cell: (row) =>
      row.environments.length === 0 && row.webhooks.length === 0 ? <span className="faint">not bound</span> : environmentWords(row),
    value: environmentWords,
  },
  { key: 'age', givesWay: true, header: 'Age', width: 142, cell: (row) => <AgeBar credential={row} />, value: (row) => row.rotatedAt },
  {
    key: 'used',
    isMinor: true,
    header: 'Last used',
    width: 118,
    cell: (row) => (row.lastUsedAt === null ? <span className="faint">never</span> : <When at={row.lastUsedAt} />),
    value: (row) => row.lastUsedAt,
  },
  {
    key: 'secret',
    header: 'Secret',
    width: 130,
    cell: (row) => <SecretPlace state={row.secretState} />,
    value: (row) => secretPlace(row.secretState).words,
  },
  {
    key: 'state',
    header: 'State',
    width: 160,
    cell: (row) => <StandingWords standing={row.standing} />,
    value: (row) => `${row.standing.state}: ${row.standing.words}`,
  },
];

/** Where the secret is: shape and words. */
export function SecretPlace({ state }: { readonly state: Credential['secretState'] }) {
  const { words, mark } = secretPlace(state);
  return (
    <span className="cred-place" data-state={mark}>
      <Mark state={mark} />
      <span className="ellipsis">{words}</span>
    </span>
  );
}

interface CredentialTableProps {
  readonly rows: readonly Credential[];
  readonly selectedId: string | null;
  readonly empty: string;
}

/** The list of credentials; what needs a person comes first. */
export function CredentialTable({ rows, selectedId, empty }: CredentialTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onOpen={(row) => go({ place: 'credentials', kind: 'credential', id: row.id })}
      csvName="Credentials"
      footerWords={`${rows.length === 1 ? '1 credential' : `${rows.length} credentials`} · secrets are never part of a copy`}
      empty={<p className="cred-nothing">{empty}</p>}
    />
  );
}
