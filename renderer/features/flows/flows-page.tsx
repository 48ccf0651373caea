import type { ReactElement } from 'react';
import { useDoor } from '../../app/navigate.ts';
import { FlowPage } from './flow-page.tsx';
import { FlowsHome } from './flows-home.tsx';
import { RunPage, type RunOpens } from './run-page.tsx';
import './flows.css';

const runDoors: Readonly<Record<string, RunOpens>> = { 'flow-run': 'run', 'flow-run-rows': 'rows', 'flow-run-checks': 'checks' };

/** Flows and their runs; one flow or one run takes the whole page. */
export default function FlowsPage(): ReactElement {
  const { kind, id } = useDoor();
  if (kind === 'flow' && id !== undefined && id !== 'new') return <FlowPage key={id} id={id} />;
  const opens = kind === undefined ? undefined : runDoors[kind];
  if (opens !== undefined && id !== undefined) return <RunPage key={id} id={id} opens={opens} />;
  return <FlowsHome isAddingFirst={kind === 'flow' && id === 'new'} view={kind === 'flow-runs' ? 'runs' : 'flows'} />;
}
