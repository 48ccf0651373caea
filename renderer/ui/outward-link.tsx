import { IconExternalLink } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { shell } from '../app/shell-bridge.ts';
import styles from './outward-link.module.css';

/** A link that leaves the app: it opens in the browser, and says where it leads when it is pointed at. https only. */
export function OutwardLink({ url, children }: { readonly url: string; readonly children: ReactNode }): ReactElement {
  return (
    <button type="button" role="link" className={styles.link} title={url} onClick={() => void shell.call('openExternal', { url })}>
      {children}
      <IconExternalLink size={12} stroke={1.6} aria-hidden="true" />
    </button>
  );
}
