import type { ReactElement } from 'react';
import { useDoor } from '../../app/navigate.ts';
import { EditorPage } from './editor-page.tsx';
import { RunPage } from './run/run-page.tsx';
import { RunbookPage } from './runbook-page.tsx';
import { RunbooksHome } from './runbooks-home.tsx';
import './runbooks.css';

/** Runbooks, their runs, and how far each person is; one runbook, its editor or one run takes the whole page. */
export default function RunbooksPage(): ReactElement {
  const { kind, id } = useDoor();
  if (id !== undefined) {
    if (kind === 'run') return <RunPage key={id} id={id} />;
    if (kind === 'edit') return <EditorPage key={id} id={id} />;
    if (kind === 'runbook') return <RunbookPage key={id} id={id} />;
  }
  return (
    <RunbooksHome
      key={kind === 'new' ? 'new' : 'home'}
      view={kind === 'runs' || kind === 'people' ? kind : 'runbooks'}
      isAddingFirst={kind === 'new'}
    />
  );
}
