import './mock.css';
import type { ReactElement } from 'react';
import { useDoor } from '../../app/navigate.ts';
import { MockRunPage } from './mock-run-page.tsx';
import { MocksHome } from './mocks-home.tsx';

/** The mocks of all contracts; one mock takes the whole page. */
export default function MockPage(): ReactElement {
  const { id } = useDoor();
  return id === undefined ? <MocksHome /> : <MockRunPage key={id} apiId={id} />;
}
