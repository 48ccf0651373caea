import { use, useEffect, useId, useRef, useState, type ComponentProps, type ReactElement } from 'react';
import type { Placeholder } from '../../shared/domain/console/placeholders.ts';
import { BesideField } from './beside-field.tsx';
import { letterAt } from './field-letters.ts';
import { Value } from './value-list.tsx';
import { namesBetween } from './value-names.ts';
import { ValueScope } from './value-scope.ts';
import styles from './value-input.module.css';

const afterMs = 400;

export interface ValueNote {
  readonly props: Pick<ComponentProps<'input'>, 'aria-describedby' | 'onPointerMove' | 'onPointerLeave'>;
  readonly element: ReactElement | null;
  /** Tells of what the caret stands in. */
  readonly look: (field: HTMLInputElement) => void;
  readonly hide: () => void;
}

const nothing: readonly Placeholder[] = [];

/** Tells, after a moment, what the `{{name}}` stands for that is pointed at or that the caret stands in. */
export function useValueNote(field: HTMLInputElement | null, value: string, isCovered: boolean): ValueNote {
  const { names, unknown } = use(ValueScope);
  const id = useId();
  const [told, setTold] = useState(nothing);
  const wanted = useRef(nothing);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const want = (next: readonly Placeholder[]): void => {
    if (next.length === wanted.current.length && next.every(({ start }, at) => start === wanted.current[at]?.start)) return;
    wanted.current = next;
    window.clearTimeout(timer.current);
    setTold(nothing);
    if (next.length > 0) timer.current = window.setTimeout(() => setTold(next), afterMs);
  };
  const look = (input: HTMLInputElement): void => {
    if (names.length > 0) want(namesBetween(input.value, input.selectionStart ?? 0, input.selectionEnd ?? 0));
  };
  const isShown = told.length > 0 && field !== null && !isCovered && told.every(({ end }) => end <= value.length);
  return {
    look,
    hide: () => want([]),
    props: {
      ...(isShown && { 'aria-describedby': id }),
      onPointerMove: ({ currentTarget: input, clientX, buttons }) => {
        if (buttons !== 0 || names.length === 0 || !input.value.includes('{{')) return;
        const x = clientX - input.getBoundingClientRect().left;
        const under = namesBetween(input.value, 0, input.value.length).find(
          ({ start, end }) => letterAt(input, start) <= x && x < letterAt(input, end),
        );
        want(under ? [under] : []);
      },
      onPointerLeave: () => want([]),
    },
    element: isShown ? (
      <BesideField field={field} letter={told[0]?.start ?? 0}>
        <div role="tooltip" id={id} className={styles.note}>
          {told.slice(0, 6).map(({ name, start }) => {
            const one = names.find((candidate) => candidate.name === name);
            return (
              <p key={start}>
                <code>{name}</code> {one && <Value of={one} />} <span className={styles.from}>{one?.from ?? unknown}</span>
              </p>
            );
          })}
        </div>
      </BesideField>
    ) : null,
  };
}
