import type { ReactElement } from 'react';
import type { PaperMark as MarkName } from '../../../shared/domain/documents/paper-document.ts';

/** The shape of a verdict; its words stand beside it. */
export function PaperMark({ mark }: { readonly mark: MarkName }): ReactElement {
  return (
    <svg className="sc-mark" viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
      {mark === 'good' && <circle cx="5" cy="5" r="4.2" fill="currentColor" />}
      {mark === 'sampled' && (
        <>
          <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <circle cx="5" cy="5" r="1.7" fill="currentColor" />
        </>
      )}
      {mark === 'soon' && <rect x="1.2" y="1.2" width="7.6" height="7.6" fill="currentColor" />}
      {mark === 'bad' && <path d="M5 0l5 5l-5 5l-5 -5z" fill="currentColor" />}
      {mark === 'none' && <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.3" />}
    </svg>
  );
}
