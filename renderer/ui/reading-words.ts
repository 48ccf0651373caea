/**
 * How the words of a button, a menu item or a shortcut begin when it only shows, copies or goes somewhere. The words of every
 * deed begin with its verb, so what is not listed here changes something: a new deed is taken for a change until it is.
 */
const reading = [
  'about',
  'agenda',
  'all ',
  'as table',
  'back to the (mappings|runbook)$',
  'break before',
  'cancel$',
  'clear (filters|the filter)',
  'close$',
  'close the side panel',
  'copy',
  'destination field before',
  'earlier',
  'export',
  'filter',
  'find',
  'from the',
  'go to',
  'hide',
  'history',
  'later',
  'licences',
  'load',
  'look a(t|gain)',
  'month (before|after)',
  'more',
  'next',
  'open',
  'owner:',
  'read the',
  'requests$',
  'row before',
  'save as a file',
  'search',
  'see',
  'select',
  'show',
  'swap',
  'to the side',
  'today$',
  'who:',
];
/** These begin as one that reads and do not. */
const changing = ['open (it )?again', 'open (an )?incident$', 'open (the )?(webhook )?receiver', 'show it on'];

const readingPattern = new RegExp(`^(?:${reading.join('|')})`, 'i');
const changingPattern = new RegExp(`^(?:${changing.join('|')})`, 'i');

/** Whether what these words offer leaves the workspace as it is. */
export function onlyReads(words: string): boolean {
  const text = words.trim();
  return readingPattern.test(text) && !changingPattern.test(text);
}
