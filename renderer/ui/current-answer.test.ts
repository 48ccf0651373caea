import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { useCurrentAnswer, type Asked } from './current-answer.ts';

function Form(asked: Asked<string>): ReactElement {
  return createElement('i', null, useCurrentAnswer(asked) ?? 'waits');
}
const shown = (asked: Asked<string>): string => renderToStaticMarkup(createElement(Form, asked));

describe('a form begins', () => {
  it('with the answer that holds, not with one that is asked for anew', () => {
    expect(shown({ data: undefined, isFetching: true })).toBe('<i>waits</i>');
    expect(shown({ data: 'as it was', isFetching: true })).toBe('<i>waits</i>');
    expect(shown({ data: 'as it is', isFetching: false })).toBe('<i>as it is</i>');
  });
});
