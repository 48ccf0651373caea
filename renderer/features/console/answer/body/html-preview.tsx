import { createElement, useMemo, type ReactElement, type ReactNode } from 'react';

// What a page is read by. Everything else (scripts, styles, forms, frames, media) is left out, and so is every attribute but these few.
const elements = new Set(
  'a abbr address article aside b blockquote br caption center code dd del div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small span strong sub sup table tbody td tfoot th thead time tr u ul var'.split(
    ' ',
  ),
);
const withoutContent = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'link',
  'meta',
  'base',
]);
const empty = new Set(['br', 'hr']);
const mostNodes = 20_000;

/**
 * HTML as it reads. It is not the page itself: the text is parsed into a document that never runs, and drawn anew from a list of harmless
 * elements. No script, no style, no picture, no form, and nothing is fetched.
 */
export function HtmlPreview({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const drawn = useMemo(() => {
    const parsed = new DOMParser().parseFromString(withoutStyles(text), 'text/html');
    const budget = { left: mostNodes };
    return { title: parsed.title, content: childrenOf(parsed.body, budget), isCut: budget.left <= 0 };
  }, [text]);
  return (
    <div className="ans-preview" role="document" aria-label={label} tabIndex={0}>
      {drawn.title !== '' && <p className="ans-preview-title">{drawn.title}</p>}
      {drawn.content}
      {drawn.isCut && <p className="faint">The rest is left out; see the source.</p>}
    </div>
  );
}

/** Styles are not drawn anyway; taken out first, so that the page's policy has nothing to complain about. */
const withoutStyles = (text: string): string =>
  text.replaceAll(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, '').replaceAll(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, '');

function childrenOf(node: Node, budget: { left: number }): ReactNode[] {
  return [...node.childNodes].map((child, at) => {
    budget.left -= 1;
    if (budget.left <= 0) return null;
    if (child.nodeType === Node.TEXT_NODE) return child.textContent;
    return child instanceof Element ? draw(child, at, budget) : null;
  });
}

function draw(element: Element, key: number, budget: { left: number }): ReactNode {
  const name = element.localName;
  if (withoutContent.has(name)) return null;
  if (name === 'img') return <em key={key}>[picture{element.getAttribute('alt') ? `: ${element.getAttribute('alt')}` : ''}]</em>;
  if (empty.has(name)) return createElement(name, { key });
  const content = childrenOf(element, budget);
  // A link leads nowhere: its address is told when it is pointed at.
  if (name === 'a')
    return (
      <u key={key} title={element.getAttribute('href') ?? undefined}>
        {content}
      </u>
    );
  if (!elements.has(name)) return <span key={key}>{content}</span>;
  const spans = name === 'td' || name === 'th' ? { colSpan: numberOf(element, 'colspan'), rowSpan: numberOf(element, 'rowspan') } : {};
  // Headings of the answer must not be headings of our page.
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined)
    return (
      <p key={key} className={`ans-preview-h${level}`}>
        {content}
      </p>
    );
  const plain = ['main', 'header', 'footer', 'nav', 'aside', 'article', 'section', 'address'].includes(name) ? 'div' : name;
  return createElement(plain, { key, ...spans }, content);
}

function numberOf(element: Element, name: string): number | undefined {
  const value = Number(element.getAttribute(name));
  return Number.isInteger(value) && value > 1 && value <= 100 ? value : undefined;
}
