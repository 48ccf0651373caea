import type { ReactElement } from 'react';
import type { BodyLook } from '../../../../../shared/contract/answers.ts';
import { Facts } from '../../../../ui/facts.tsx';
import { formatBytes } from '../../../../ui/format.ts';

/** An image on a ground that shows what is transparent. */
export function ImageView({ look, label }: { readonly look: BodyLook; readonly label: string }): ReactElement {
  return (
    <div className="ans-image">
      <BodyFacts look={look} />
      {look.imageUrl === null ? (
        <p className="con-none">It is too large to be drawn here. Save it to look at it.</p>
      ) : (
        <div className="ans-image-ground">
          <img src={look.imageUrl} alt={label} />
        </div>
      )}
    </div>
  );
}

/** What is known of a body without showing it. */
export function BodyFacts({ look }: { readonly look: BodyLook }): ReactElement {
  return (
    <div className="ans-facts">
      <Facts
        items={[
          ...look.facts.map(([name, value]) => [name, value] as const),
          ['Length', formatBytes(look.byteLength)],
          [
            'SHA-256',
            <code key="hash" className="ans-hash">
              {look.sha256}
            </code>,
          ],
        ]}
      />
    </div>
  );
}
