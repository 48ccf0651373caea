import type { ReactElement } from 'react';
import type { Block, Cell } from '../../../shared/domain/scorecards/scorecard.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { PaperMark } from './paper-mark.tsx';

/** One numbered block of the page; verdicts beside each other, risks and decisions as lists, the others as tables. */
export function PageBlock({ block }: { readonly block: Block }): ReactElement {
  const id = `sc-block-${block.key}`;
  return (
    <section className="sc-block" data-block={block.key} aria-labelledby={id}>
      <div className="sc-block-head">
        <h2 id={id}>
          <i aria-hidden="true">{block.number}</i>
          {block.title}
        </h2>
        <span>
          {block.note}
          <Sources numbers={block.sources} />
        </span>
      </div>
      {block.key === 'verdicts' ? <Verdicts block={block} /> : isList(block) ? <Entries block={block} /> : <Figures block={block} />}
      {block.more > 0 && <p className="sc-words">and {block.more} more</p>}
      {block.words.length > 0 && (
        <p className="sc-words">
          {block.words.map((cell) => (
            <span key={cell.text}>
              <CellWords cell={cell} />{' '}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

const isList = ({ key }: Block): boolean => key === 'risks' || key === 'decisions';

/** Numbers that lead to the evidence at the foot of the page. */
function Sources({ numbers }: { readonly numbers: readonly number[] }): ReactElement | null {
  if (numbers.length === 0) return null;
  return (
    <sup>
      {numbers.map((number, place) => (
        <span key={number}>
          {place > 0 && ', '}
          <button
            type="button"
            className="sc-source"
            aria-label={`Evidence ${number}`}
            onClick={() => document.getElementById(`sc-evidence-${number}`)?.scrollIntoView({ block: 'center' })}
          >
            {number}
          </button>
        </span>
      ))}
    </sup>
  );
}

function Verdicts({ block }: { readonly block: Block }): ReactElement {
  return (
    <ul className="sc-verdicts">
      {block.rows.map(([name, verdict, promises]) => (
        <li key={name?.text}>
          <b>{name?.text}</b>
          {verdict && <CellWords cell={verdict} />}
          <small>{promises?.text}</small>
        </li>
      ))}
    </ul>
  );
}

function Entries({ block }: { readonly block: Block }): ReactElement {
  const isNumbered = block.key === 'decisions';
  const Tag = isNumbered ? 'ol' : 'ul';
  return (
    <Tag className="sc-entries">
      {block.rows.map(([what, second, third], place) => (
        <li key={what?.door?.id ?? what?.text}>
          {isNumbered && <b aria-hidden="true">{place + 1}</b>}
          <span>
            {what && <CellWords cell={what} />}
            {isNumbered && second?.text ? `: ${second.text} ` : isNumbered ? ' ' : '. '}
            <span className="sc-quiet">{third?.text}</span>
          </span>
        </li>
      ))}
    </Tag>
  );
}

function Figures({ block }: { readonly block: Block }): ReactElement {
  return (
    <div className="sc-scroll">
      <table className="sc-table">
        <thead>
          <tr>
            {block.columns.map(({ title, align }) => (
              <th key={title} scope="col" className={align === 'right' ? 'sc-right' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, number) => (
            <tr
              key={row.map(({ text }) => text).join('|')}
              className={number >= block.rows.length - (block.totals ?? 0) ? 'sc-sum' : undefined}
            >
              {row.map((cell, place) => (
                <td key={block.columns[place]?.title ?? place} className={block.columns[place]?.align === 'right' ? 'sc-right' : undefined}>
                  <CellWords cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A figure is a door to what it came from. */
function CellWords({ cell }: { readonly cell: Cell }): ReactElement {
  const words = cell.door === undefined ? cell.text : <DoorLink door={cell.door}>{cell.text}</DoorLink>;
  const kind = cell.mark ?? cell.tone;
  return (
    <>
      <span className={kind === undefined ? undefined : `sc-${kind}`}>
        {cell.mark !== undefined && <PaperMark mark={cell.mark} />}
        {words}
      </span>
      {cell.aside}
    </>
  );
}
