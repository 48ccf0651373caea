import type { ReactElement, ReactNode } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { OutwardLink } from './outward-link.tsx';
import styles from './markdown.module.css';

function MarkdownLink({ href, children }: { readonly href?: string; readonly children?: ReactNode }): ReactElement {
  return href?.startsWith('https://') === true ? <OutwardLink url={href}>{children}</OutwardLink> : <span>{children}</span>;
}

const ours = { a: MarkdownLink };

/** Markdown that the team wrote: no HTML of its own, no pictures from elsewhere, links open in the browser. */
export function MarkdownText({ text }: { readonly text: string }): ReactElement {
  return (
    <div className={styles.markdown}>
      <Markdown remarkPlugins={[remarkGfm]} skipHtml disallowedElements={['img', 'input']} components={ours}>
        {text}
      </Markdown>
    </div>
  );
}
