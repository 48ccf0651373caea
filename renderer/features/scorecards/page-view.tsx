import type { ReactElement } from 'react';
import type { BlockKey, Scorecard } from '../../../shared/domain/scorecards/scorecard.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { PageBlock } from './page-block.tsx';

/** What stands beside each other on the page. */
const lines: readonly (readonly BlockKey[])[] = [
  ['verdicts'],
  ['promises'],
  ['incidents'],
  ['dates'],
  ['risks', 'cost', 'breaks'],
  ['vendors', 'decisions'],
];

/** The page as its readers get it, with a door behind every figure. */
export function PageView({ page }: { readonly page: Scorecard }): ReactElement {
  return (
    <article className="sc-paper" aria-label={`Scorecard ${page.monthWords}`}>
      <header className="sc-top">
        <div>
          <p>{page.overline}</p>
          <p className="sc-month">{page.monthWords}</p>
        </div>
        <p className="sc-head">
          {page.head.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      </header>
      <p className="sc-lead">{page.lead}</p>
      <div className="sc-method">
        <b>How it is counted</b>
        <p>
          {page.method.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      </div>
      {lines.map((keys) => {
        const blocks = page.blocks.filter(({ key }) => keys.includes(key));
        return blocks.length === 0 ? null : (
          <div key={keys.join()} className="sc-line">
            {blocks.map((block) => (
              <PageBlock key={block.key} block={block} />
            ))}
          </div>
        );
      })}
      <Evidence page={page} />
    </article>
  );
}

function Evidence({ page }: { readonly page: Scorecard }): ReactElement {
  const { edition, evidence, month, sha256 } = page;
  return (
    <section className="sc-evidence" aria-labelledby="sc-evidence-title">
      <div className="sc-block-head">
        <h2 id="sc-evidence-title">
          <i aria-hidden="true">10</i>Evidence
        </h2>
        <span>sha256 of each part</span>
      </div>
      <ol>
        {evidence.map(({ number, words, sha256: hash, door }) => (
          <li key={number} id={`sc-evidence-${number}`}>
            <span>{number}</span>
            <span className="ellipsis">
              <DoorLink door={door}>{words}</DoorLink>
            </span>
            <code title={hash}>{`${hash.slice(0, 4)}…${hash.slice(-4)}`}</code>
          </li>
        ))}
      </ol>
      {edition !== null && edition.reason !== '' && (
        <details className="sc-correction">
          <summary>
            Correction {edition.version - 1}: {edition.reason}{' '}
            {edition.changes.length === 1 ? '1 change' : `${edition.changes.length} changes`}
          </summary>
          <ul>
            {edition.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="sc-pack">
        {edition === null ? `pack ${month}, not frozen` : `pack ${month}-v${edition.version}, frozen by ${edition.frozenBy}`} ·{' '}
        <code title={sha256}>{`sha256 ${sha256.slice(0, 8)}…${sha256.slice(-8)}`}</code>
      </p>
    </section>
  );
}
