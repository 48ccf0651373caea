import { Fault } from '../../../shared/contract/errors.ts';
import { readHistoryQuery, type HistoryTerm } from '../../../shared/domain/console/history-query.ts';
import type { SearchTime } from '../../../shared/domain/console/history-values.ts';
import type { Reader, SqlValue } from '../db/sqlite.ts';
import { recordsNamed, type NameTerm, type RecordField } from './history-names.ts';

/** A condition on the row `x` of exchanges, with its bound values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /**
   * `own`: it asks for a column that the narrow index lacks, and that has one of its own; `either`: it is counted quicker by its own;
   * `failed`: the index of what failed has it. */
  readonly index?: 'own' | 'either' | 'failed' | undefined;
}

/** What failed: an error, a broken contract, or an outcome that nobody knows. Word for word as in its index, which is then used. */
export const failed: Condition = {
  sql: "(x.error_class <> 'ok' OR x.verdict = 'breaks' OR x.state = 'unknown')",
  values: [],
  index: 'failed',
};

/** What a search asks of an exchange, as SQL. Throws with the place of what cannot be understood; nothing is left out in silence. */
export function searchConditions(db: Reader, text: string, time: SearchTime): Condition[] {
  const { terms, problems } = readHistoryQuery(text, time);
  const [problem] = problems;
  if (problem)
    throw new Fault('bad_input', {
      happened: problem.happened,
      remedy: problem.remedy,
      place: { path: 'text', column: problem.place.from + 1 },
      details: { from: problem.place.from, to: problem.place.to, suggestions: problem.suggestions },
    });
  const exact = exactId(db, terms);
  if (exact !== null) return [exact];
  const groups = new Map<string, Condition[]>();
  const conditions: Condition[] = [];
  for (const term of terms) {
    const condition = conditionOf(db, term);
    if (term.isNot)
      conditions.push({
        values: condition.values,
        index: condition.index === 'own' ? 'own' : undefined,
        sql: `NOT coalesce(${condition.sql}, 0)`,
      });
    else if (isAlternative(term)) groups.set(fieldOf(term), [...(groups.get(fieldOf(term)) ?? []), condition]);
    else conditions.push(condition);
  }
  for (const group of groups.values()) conditions.push(anyOf(group));
  return conditions;
}

/** One word that is somebody's whole id means that exchange, whatever else has it as a part. Short words may be an id by chance. */
function exactId(db: Reader, terms: readonly HistoryTerm[]): Condition | null {
  const [term] = terms;
  if (terms.length !== 1 || term?.kind !== 'word' || term.isNot || term.text.length < 8) return null;
  const numbers = numbersOfId(db, term.text).filter((number) => String(number) !== term.text);
  return numbers.length === 0 ? null : isIn('x.number', numbers, 'own');
}

/** Several of these stand in for each other: an exchange has one of each. */
const isAlternative = (term: HistoryTerm): boolean =>
  term.kind === 'status' || term.kind === 'ended' || term.kind === 'choice' || (term.kind === 'name' && term.field !== 'path');

const fieldOf = (term: HistoryTerm): string =>
  term.kind === 'ended' ? 'status' : term.kind === 'name' || term.kind === 'choice' ? term.field : term.kind;

const anyOf = (group: readonly Condition[]): Condition => ({
  sql: `(${group.map(({ sql }) => sql).join(' OR ')})`,
  values: group.flatMap(({ values }) => values),
  index: commonIndex(group),
});

/** Conditions that stand in for each other use an index together only when each has it. */
function commonIndex(group: readonly Condition[]): Condition['index'] {
  const [first, ...others] = group.map(({ index }) => index);
  if (group.length > 0 && others.every((index) => index === first)) return first;
  return group.some(({ index }) => index === 'own') ? 'own' : undefined;
}

function conditionOf(db: Reader, term: HistoryTerm): Condition {
  switch (term.kind) {
    case 'word':
      return wordCondition(db, term.text);
    case 'status':
      return { sql: 'x.status BETWEEN ? AND ?', values: [term.from, term.to] };
    case 'ended':
      return { sql: term.how === 'none' ? "x.state = 'failed'" : "x.state IN ('sent', 'unknown')", values: [] };
    case 'time':
      return { sql: `x.started_at ${term.field === 'since' ? '>=' : '<'} ?`, values: [term.at] };
    case 'took':
      return { sql: `x.duration_ms ${term.comparison} ?`, values: [term.ms] };
    case 'choice':
      return choiceCondition(term.field, term.value);
    case 'name':
      return nameCondition(db, term);
  }
}

function choiceCondition(field: Extract<HistoryTerm, { kind: 'choice' }>['field'], value: string): Condition {
  if (field === 'env-kind') return { sql: 'x.environment_id IN (SELECT id FROM environments WHERE kind = ?)', values: [value] };
  if (field === 'is') return value === 'failed' ? failed : { sql: 'x.attempt_count > 1', values: [] };
  if (field === 'verdict') return { sql: 'x.verdict = ?', values: [value.replace('-', '_')] };
  const columns = { method: 'x.method', class: 'x.error_class', source: 'x.source' } as const;
  return { sql: `${columns[field]} = ?`, values: [value] };
}

const isRecordTerm = (term: NameTerm): term is NameTerm & { readonly field: RecordField } =>
  ['vendor', 'api', 'env', 'request', 'credential'].includes(term.field);

function nameCondition(db: Reader, term: NameTerm): Condition {
  const { field, text } = term;
  if (isRecordTerm(term)) {
    const ids = recordsNamed(db, term);
    const list = ids.map(() => '?').join(', ');
    if (term.field === 'vendor')
      return { sql: `x.api_id IN (SELECT id FROM apis WHERE vendor_id IN (${list}))`, values: ids, index: 'either' };
    const columns = { api: 'api_id', env: 'environment_id', request: 'saved_request_id', credential: 'credential_id' } as const;
    return isIn(`x.${columns[term.field]}`, ids, term.field === 'request' || term.field === 'credential' ? 'own' : 'either');
  }
  if (field === 'run') return { sql: ofRun, values: [Number(text)], index: 'own' };
  if (field === 'id') return isIn('x.number', numbersOfId(db, text), 'own');
  if (field === 'by') return like('x.actor', `%${escaped(text)}%`);
  if (field === 'host') return like('x.host', `%${escaped(text)}%`);
  // A host has no slash, so that the first one after it begins the path.
  return like('x.url', `%://%/${text.startsWith('/') ? '' : '%'}${escaped(text.replace(/^\//, ''))}%`);
}

const ofRun = `x.number IN (SELECT e.number FROM flow_runs r JOIN flow_run_calls c ON c.run_id = r.id JOIN exchanges e ON e.id = c.exchange_id
  WHERE r.number = ?)`;

/** A part of the address, a method, a status, a whole id, or the name of an API or a saved request. */
function wordCondition(db: Reader, text: string): Condition {
  const part = `%${escaped(text)}%`;
  const parts: Condition[] = [like('x.url', part)];
  if (/^[A-Za-z]{3,20}$/.test(text)) parts.push({ sql: 'x.method = ?', values: [text.toUpperCase()] });
  if (/^[1-5]\d\d$/.test(text)) parts.push({ sql: 'x.status = ?', values: [Number(text)] });
  const apis = idsLike(
    db,
    "SELECT a.id FROM apis a JOIN vendors v ON v.id = a.vendor_id WHERE v.name || ' ' || a.name LIKE ? ESCAPE '\\'",
    part,
  );
  if (apis.length > 0) parts.push(isIn('x.api_id', apis));
  const requests = idsLike(db, "SELECT id FROM saved_requests WHERE name || char(10) || notes LIKE ? ESCAPE '\\'", part);
  if (requests.length > 0) {
    const list = requests.map(() => '?').join(', ');
    parts.push({ sql: `x.number IN (SELECT number FROM exchanges WHERE saved_request_id IN (${list}))`, values: requests });
  }
  const numbers = numbersOfId(db, text);
  if (numbers.length > 0) parts.push(isIn('x.number', numbers));
  return anyOf(parts);
}

const idsLike = (db: Reader, sql: string, part: string): string[] => db.all<{ id: string }>(sql, part).map(({ id }) => id);

/** Exchanges that have this as a whole id: our correlation id, the vendor's request id, our own id, the number. */
export function numbersOfId(db: Reader, id: string): number[] {
  return db
    .all<{ number: number }>(
      `SELECT number FROM exchanges WHERE correlation_id = ? UNION SELECT number FROM exchanges WHERE vendor_request_id = ?
       UNION SELECT number FROM exchanges WHERE id = ? UNION SELECT number FROM exchanges WHERE number = ?`,
      id,
      id,
      id,
      /^\d{1,15}$/.test(id) ? Number(id) : -1,
    )
    .map(({ number }) => number);
}

const isIn = (column: string, values: readonly SqlValue[], index?: Condition['index']): Condition => ({
  sql: values.length === 0 ? '0' : `${column} IN (${values.map(() => '?').join(', ')})`,
  values,
  index,
});

const like = (column: string, pattern: string): Condition => ({ sql: `${column} LIKE ? ESCAPE '\\'`, values: [pattern] });

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, (char) => `\\${char}`);
