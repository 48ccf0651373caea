import type { ReactElement } from 'react';
import { useDoor } from '../../app/navigate.ts';
import { FlowPage } from './flow-page.tsx';
import { FlowsHome } from './flows-home.tsx';
import { RunPage } from './run-page.tsx';
import './flows.css';

/** Flows and their runs; one flow or one run takes the whole page. */
export default function FlowsPage(): ReactElement {
  const { kind, id } = useDoor();
  if (kind === 'flow' && id !== undefined && id !== 'new') return <FlowPage key={id} id={id} />;
  if (kind === 'flow-run' && id !== undefined) return <RunPage key={id} id={id} />;
  return <FlowsHome isAddingFirst={kind === 'flow' && id === 'new'} view={kind === 'flow-runs' ? 'runs' : 'flows'} />;
}
