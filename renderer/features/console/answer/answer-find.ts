import { getSearchQuery, SearchQuery, findNext, findPrevious, setSearchQuery, closeSearchPanel, search } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { runScopeHandlers, type EditorView, type Panel, type ViewUpdate } from '@codemirror/view';
import { grouped } from '../../../../shared/domain/grouped.ts';

/** More than this many are not counted; an answer may be half a megabyte. */
const mostCounted = 5_000;

/** Find in an answer: how many there are, which one is shown, the next and the one before. Opens with Ctrl or Cmd F, closes with Esc. */
export function answerFind(): Extension {
  return search({ top: true, createPanel });
}

function createPanel(view: EditorView): Panel {
  const dom = document.createElement('div');
  dom.className = 'cm-find';
  dom.setAttribute('role', 'search');
  const field = document.createElement('input');
  field.className = 'cm-textfield';
  field.placeholder = 'Find in the answer';
  field.setAttribute('aria-label', 'Find in the answer');
  field.setAttribute('main-field', 'true');
  field.spellcheck = false;
  const count = document.createElement('span');
  count.className = 'cm-find-count';
  count.setAttribute('role', 'status');
  const show = (): void => {
    count.textContent = wordsOf(view);
  };
  const look = (): void => {
    view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: field.value, literal: true })) });
    if (field.value !== '') findNext(view);
    show();
  };
  field.value = getSearchQuery(view.state).search;
  field.addEventListener('input', () => {
    // From the top: a person reads what they type, not where they were.
    view.dispatch({ selection: { anchor: 0 } });
    look();
  });
  const step = (words: string, sign: string, run: (target: EditorView) => boolean): HTMLButtonElement => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cm-button';
    button.textContent = sign;
    button.setAttribute('aria-label', words);
    button.title = words;
    button.addEventListener('click', () => {
      run(view);
      show();
    });
    return button;
  };
  dom.append(
    field,
    count,
    step('The one before', '↑', findPrevious),
    step('The next one', '↓', findNext),
    step('Close', '×', (target) => {
      closeSearchPanel(target);
      target.focus();
      return true;
    }),
  );
  dom.addEventListener('keydown', (event) => {
    if (runScopeHandlers(view, event, 'search-panel')) event.preventDefault();
    else if (event.key === 'Enter' && event.target === field) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(view);
      show();
    } else return;
    event.stopPropagation();
  });
  return {
    dom,
    top: true,
    mount: () => {
      field.select();
      show();
    },
    update: (update: ViewUpdate) => {
      if (update.selectionSet || update.transactions.some((one) => one.effects.some((effect) => effect.is(setSearchQuery)))) show();
    },
  };
}

/** "3 of 12", "12 found", "none". */
function wordsOf(view: EditorView): string {
  const query = getSearchQuery(view.state);
  if (query.search === '' || !query.valid) return '';
  const { from, to } = view.state.selection.main;
  let amount = 0;
  let at = 0;
  const cursor = query.getCursor(view.state);
  for (let next = cursor.next(); !next.done && amount < mostCounted; next = cursor.next()) {
    amount += 1;
    if (next.value.from === from && next.value.to === to) at = amount;
  }
  if (amount === 0) return 'none';
  const all = amount === mostCounted ? `${grouped(mostCounted)}+` : grouped(amount);
  return at === 0 ? `${all} found` : `${grouped(at)} of ${all}`;
}
