import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Fault } from '../../../shared/contract/errors.ts';
import { api } from '../../app/client.ts';
import { go, useDoor } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Split } from '../../ui/split.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { CredentialAside } from './credential-aside.tsx';
import { CredentialSheet } from './credential-sheet.tsx';
import { CredentialTable } from './credential-table.tsx';
import { kindWords, pageFacts, pageTitle, placementWords } from './credential-words.ts';
import { useCredentialsStore } from './credentials-store.ts';
import { EnterSecretDialog } from './enter-secret-dialog.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { RotationSheet } from './rotation-sheet.tsx';
import './credentials.css';

type Open = 'add' | 'edit' | 'enter' | 'rotate' | 'reveal' | null;

const gone = {
  happened: 'This credential is no longer here.',
  remedy: 'Close this panel, or look in Activity for who removed it.',
} as const;

/** What authenticates the team: each credential's description, its age and where its secret is. Never the secret. */
export default function CredentialsPage() {
  const door = useDoor();
  const { text, setText } = useCredentialsStore();
  const [open, setOpen] = useState<Open>(null);
  const list = useQuery(api.credentials.list.queryOptions({ input: {} }));
  const workspace = useQuery(api.workspace.current.queryOptions({ input: {} }));
  const secretWords = workspace.data?.keychain.words ?? 'Secrets are kept in the keychain of this computer.';
  const mayReveal = workspace.data?.person.role === 'owner';
  const openId = door.place === 'credentials' ? (door.id ?? null) : null;
  const credential = list.data?.find((one) => one.id === openId) ?? null;
  usePaletteActions('credentials', [
    { words: 'Add a credential', run: () => setOpen('add') },
    ...(credential ? [{ words: `Rotate ${credential.name}`, run: () => setOpen('rotate') }] : []),
  ]);
  useShortcut('e', 'Edit the credential', () => setOpen('edit'), credential !== null && open === null);

  if (list.isPending) return <Loading />;
  if (list.isError) return <FaultNote fault={list.error} onRetry={() => void list.refetch()} />;
  const close = (): void => setOpen(null);
  const forms = (
    <>
      {open === 'add' ? <CredentialSheet credential={null} secretWords={secretWords} onClose={close} /> : null}
      {open === 'edit' && credential ? <CredentialSheet credential={credential} secretWords={secretWords} onClose={close} /> : null}
      {open === 'enter' && credential ? <EnterSecretDialog credential={credential} secretWords={secretWords} onClose={close} /> : null}
      {open === 'rotate' && credential ? <RotationSheet credential={credential} secretWords={secretWords} onClose={close} /> : null}
      {open === 'reveal' && credential ? <RevealDialog credential={credential} onClose={close} /> : null}
    </>
  );
  if (list.data.length === 0) {
    return (
      <div className="cred-page">
        <PageHeader title="No credential yet" sub={secretWords} />
        <Empty
          title="A credential is what authenticates your team at a vendor: an API key, a token, a user with a password. Here you see which are due for rotation before one fails."
          action={
            <Button kind="primary" icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setOpen('add')}>
              Add credential
            </Button>
          }
          example="For example “Adyen test”: an API key for the header X-API-Key, bound to the sandbox of Adyen Checkout, replaced every 90 days."
        />
        {forms}
      </div>
    );
  }
  const wanted = text.trim().toLowerCase();
  const rows = list.data.filter((one) =>
    [
      one.name,
      one.vendorName,
      kindWords[one.kind],
      placementWords(one),
      one.notes,
      ...one.environments.flatMap((bound) => [bound.apiName, bound.name]),
    ].some((part) => part?.toLowerCase().includes(wanted)),
  );
  const aside =
    openId === null ? null : credential ? (
      <CredentialAside
        key={credential.id}
        credential={credential}
        secretWords={secretWords}
        onRotate={() => setOpen('rotate')}
        onEnter={() => setOpen('enter')}
        onEdit={() => setOpen('edit')}
        onReveal={mayReveal ? () => setOpen('reveal') : null}
      />
    ) : (
      <FaultNote fault={new Fault('not_found', gone)} />
    );
  return (
    <>
      <Split
        storageKey="credentials"
        asideTitle={credential?.name ?? 'Not here'}
        aside={aside}
        onClose={() => go({ place: 'credentials' })}
        main={
          <div className="cred-page">
            <PageHeader
              title={pageTitle(list.data)}
              sub={pageFacts(list.data)}
              actions={
                <Button icon={<IconPlus size={16} stroke={1.6} />} onClick={() => setOpen('add')}>
                  Add credential
                </Button>
              }
            />
            <Toolbar>
              <FilterField value={text} onChange={setText} placeholder="Filter by name, vendor, environment" />
            </Toolbar>
            <CredentialTable
              rows={rows}
              selectedId={openId}
              empty={`Nothing matches “${text.trim()}”. Clear the filter to see all credentials.`}
            />
          </div>
        }
      />
      {forms}
    </>
  );
}
