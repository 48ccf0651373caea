import type { ReactElement, ReactNode } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { shell } from '../../app/shell-bridge.ts';

function OutwardLink({ href, children }: { readonly href?: string; readonly children?: ReactNode }): ReactElement {
  if (href === undefined || !href.startsWith('https://')) return <span>{children}</span>;
  return (
    <button type="button" className="rb-link" title={href} onClick={() => void shell.call('openExternal', { url: href })}>
      {children}
    </button>
  );
}

const ours = { a: OutwardLink };

/** Markdown as it reads: no HTML of its own, no pictures from elsewhere, links open in the browser. */
export function MarkdownView({ text }: { readonly text: string }): ReactElement {
  return (
    <div className="rb-markdown">
      <Markdown remarkPlugins={[remarkGfm]} skipHtml disallowedElements={['img', 'input']} components={ours}>
        {text}
      </Markdown>
    </div>
  );
}
