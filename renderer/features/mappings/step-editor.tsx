import type { ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { payPalExponents } from '../../../shared/domain/mappings/currency-exponents.ts';
import type { ExponentSource, Operand, Step } from '../../../shared/domain/mappings/mapping-spec.ts';
import { formatWords, operandWords } from '../../../shared/domain/mappings/rule-words.ts';
import { Pick, Word } from './pick.tsx';
import { ValueMap } from './value-map.tsx';

interface StepEditorProps {
  readonly step: Step;
  readonly detail: MappingDetail;
  readonly from: string | undefined;
  readonly isWrong: boolean;
  readonly onChange: (step: Step) => void;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
const numberOf = (text: string, otherwise: number): number =>
  Number.isInteger(Number(text)) && text.trim() !== '' ? Number(text) : otherwise;

/** One step as a sentence whose choices are made in place. */
export function StepEditor({ step, detail, from, isWrong, onChange }: StepEditorProps): ReactElement {
  switch (step.do) {
    case 'trim':
      return <>Trim spaces</>;
    case 'collapse_space':
      return <>Make many spaces one</>;
    case 'case':
      return (
        <>
          Write in{' '}
          <Pick
            label="Case"
            value={step.to}
            items={[
              { value: 'lower', label: 'lower case' },
              { value: 'upper', label: 'upper case' },
              { value: 'title', label: 'Title Case' },
            ]}
            onChange={(to) => onChange({ ...step, to: to === 'upper' ? 'upper' : to === 'title' ? 'title' : 'lower' })}
          />
        </>
      );
    case 'null_tokens':
      return (
        <>
          Read{' '}
          <Word
            label="Words that mean null"
            value={step.tokens.join(', ')}
            onCommit={(text) => onChange({ ...step, tokens: list(text).length > 0 ? list(text) : step.tokens })}
          />{' '}
          as null
        </>
      );
    case 'default':
      return (
        <>
          When{' '}
          {(['forMissing', 'forNull', 'forBlank'] as const).map((key) => (
            <label key={key} className="map-check">
              <input type="checkbox" checked={step[key]} onChange={(event) => onChange({ ...step, [key]: event.currentTarget.checked })} />
              {key.slice(3).toLowerCase()}
            </label>
          ))}{' '}
          take <Word label="Default" value={String(step.value ?? '')} onCommit={(value) => onChange({ ...step, value })} />
        </>
      );
    case 'constant':
      return (
        <>
          Always <Word label="Constant" value={String(step.value ?? '')} onCommit={(value) => onChange({ ...step, value })} />
        </>
      );
    case 'coalesce':
      return (
        <>
          When empty, take{' '}
          <Word
            label="Other fields"
            value={step.fields.join(', ')}
            onCommit={(text) => onChange({ ...step, fields: list(text).length > 0 ? list(text) : step.fields })}
          />
        </>
      );
    case 'concat':
      return (
        <>
          Join{' '}
          <Word
            label="Fields to join, the value itself is “the value”"
            value={step.parts.map(operandWords).join(', ')}
            onCommit={(text) => onChange({ ...step, parts: list(text).map((part) => asOperand(part, detail)) })}
          />{' '}
          with <Word label="Separator" value={step.separator} onCommit={(separator) => onChange({ ...step, separator })} />
        </>
      );
    case 'split_part':
      return (
        <>
          Take part{' '}
          <Word
            label="Which part; negative from the end"
            value={String(step.part)}
            onCommit={(text) => onChange({ ...step, part: numberOf(text, step.part) || 1 })}
          />{' '}
          at{' '}
          <Word
            label="Separator"
            value={step.separator}
            onCommit={(separator) => onChange({ ...step, separator: separator || step.separator })}
          />
        </>
      );
    case 'regex_extract':
      return (
        <>
          Extract{' '}
          <Word label="Pattern" value={step.pattern} onCommit={(pattern) => onChange({ ...step, pattern: pattern || step.pattern })} />{' '}
          group{' '}
          <Word
            label="Group"
            value={String(step.group)}
            onCommit={(text) => onChange({ ...step, group: Math.max(0, numberOf(text, step.group)) })}
          />
        </>
      );
    case 'truncate':
      return (
        <>
          Cut after{' '}
          <Word
            label="Characters"
            value={String(step.max)}
            onCommit={(text) => onChange({ ...step, max: Math.max(1, numberOf(text, step.max)) })}
          />{' '}
          characters
        </>
      );
    case 'pad':
      return (
        <>
          Fill to{' '}
          <Word
            label="Length"
            value={String(step.length)}
            onCommit={(text) => onChange({ ...step, length: Math.max(1, numberOf(text, step.length)) })}
          />{' '}
          with <Word label="Fill" value={step.fill} onCommit={(fill) => onChange({ ...step, fill: fill.slice(0, 1) || '0' })} />
        </>
      );
    case 'parse_date':
      return <DateStep step={step} onChange={onChange} />;
    case 'decimal_to_minor':
    case 'minor_to_decimal':
      return <MoneyStep step={step} detail={detail} isWrong={isWrong} onChange={onChange} />;
    case 'number_range':
      return (
        <>
          Between{' '}
          <Word
            label="Least"
            value={step.min === null ? '' : String(step.min)}
            placeholder="any"
            onCommit={(text) => onChange({ ...step, min: text.trim() === '' ? null : Number(text) || 0 })}
          />{' '}
          and{' '}
          <Word
            label="Most"
            value={step.max === null ? '' : String(step.max)}
            placeholder="any"
            onCommit={(text) => onChange({ ...step, max: text.trim() === '' ? null : Number(text) || 0 })}
          />
        </>
      );
    case 'enum_map':
    case 'lookup':
      return <ValueMap step={step} seen={detail.sourceFields.find(({ path }) => path === from)?.values ?? []} onChange={onChange} />;
    case 'bool_map':
      return (
        <>
          Yes for{' '}
          <Word
            label="Words for yes"
            value={step.yes.join(', ')}
            onCommit={(text) => onChange({ ...step, yes: list(text).length > 0 ? list(text) : step.yes })}
          />{' '}
          no for{' '}
          <Word
            label="Words for no"
            value={step.no.join(', ')}
            onCommit={(text) => onChange({ ...step, no: list(text).length > 0 ? list(text) : step.no })}
          />
        </>
      );
    case 'if':
      return (
        <>
          If <Word wide label="Condition" value={step.when} onCommit={(when) => onChange({ ...step, when: when || step.when })} />
          then{' '}
          <Word
            label="Then: a field, a value in quotes, an expression after ="
            value={operandText(step.yes)}
            onCommit={(text) => onChange({ ...step, yes: asOperand(text, detail) })}
          />{' '}
          else{' '}
          <Word
            label="Else: a field, a value in quotes, an expression after ="
            value={operandText(step.no)}
            onCommit={(text) => onChange({ ...step, no: asOperand(text, detail) })}
          />
        </>
      );
  }
}

const operandText = (operand: Operand): string => ('cel' in operand ? `=${operand.cel}` : operandWords(operand));

/** A field's path, `the value`, an expression after `=`, or the text itself. */
function asOperand(text: string, detail: MappingDetail): Operand {
  const word = text.trim();
  if (word === 'the value' || word === '') return { keep: true };
  if (word.startsWith('=') && word.length > 1) return { cel: word.slice(1).trim() };
  if (detail.sourceFields.some(({ path }) => path === word)) return { field: word };
  return { value: word.replace(/^[“"](.*)[”"]$/, '$1') };
}

const formats = [
  'iso',
  'dd.MM.yyyy',
  'dd.MM.yyyy HH:mm:ss',
  'd/M/yyyy',
  'M/d/yyyy',
  'yyyy/MM/dd',
  'yyyy-MM-dd HH:mm:ss XXX',
  'dd MMM yyyy',
  'epoch_s',
  'epoch_ms',
];
const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Australia/Sydney',
];
const asItems = (values: readonly string[], words: (value: string) => string = (value) => value): { value: string; label: string }[] =>
  [...new Set(values)].map((value) => ({ value, label: words(value) }));

function DateStep({
  step,
  onChange,
}: {
  readonly step: Extract<Step, { do: 'parse_date' }>;
  readonly onChange: (step: Step) => void;
}): ReactElement {
  const [first = 'iso', ...rest] = step.formats;
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      Read date as{' '}
      <Pick
        label="Date format"
        value={first}
        items={asItems([first, ...formats], formatWords)}
        onChange={(format) => onChange({ ...step, formats: [format, ...rest.filter((one) => one !== format)] })}
      />
      {rest.length > 0 ? ` or ${rest.map(formatWords).join(' or ')}` : ''} in{' '}
      <Pick
        label="Zone of times without an offset"
        value={step.zone}
        items={asItems([step.zone, own, ...zones])}
        onChange={(zone) => onChange({ ...step, zone })}
      />
      {step.zone === 'UTC' ? null : (
        <>
          {' '}
          an hour twice:{' '}
          <Pick
            label="An hour that comes twice"
            value={step.twice}
            items={asItems(['refuse', 'earlier', 'later'])}
            onChange={(twice) => onChange({ ...step, twice: twice === 'earlier' ? 'earlier' : twice === 'later' ? 'later' : 'refuse' })}
          />
        </>
      )}
    </>
  );
}

const exponentKey = (exponent: ExponentSource): string =>
  exponent.by === 'fixed' ? `fixed ${exponent.digits}` : exponent.by === 'iso' ? 'iso' : 'list';

interface MoneyStepProps {
  readonly step: Extract<Step, { do: 'decimal_to_minor' | 'minor_to_decimal' }>;
  readonly detail: MappingDetail;
  readonly isWrong: boolean;
  readonly onChange: (step: Step) => void;
}

function MoneyStep({ step, detail, isWrong, onChange }: MoneyStepProps): ReactElement {
  const { exponent } = step;
  const listName = exponent.by === 'list' ? exponent.name : 'PayPal’s list';
  const choose = (key: string): void => {
    const digits = Number(key.replace('fixed ', ''));
    const next: ExponentSource =
      key === 'iso'
        ? { by: 'iso' }
        : key === 'list'
          ? { by: 'list', name: listName, digits: exponent.by === 'list' ? exponent.digits : { ...payPalExponents } }
          : { by: 'fixed', digits };
    onChange({ ...step, exponent: next });
  };
  const items = [
    { value: 'iso', label: 'ISO 4217' },
    { value: 'list', label: listName },
    ...[0, 2, 3].map((digits) => ({ value: `fixed ${digits}`, label: `always ${digits}` })),
  ];
  const code = 'code' in step.currency ? step.currency.code : null;
  const path = 'field' in step.currency ? step.currency.field : '';
  return (
    <>
      {step.do === 'decimal_to_minor' ? (
        <>
          Decimal with a{' '}
          <Pick
            label="Decimal mark"
            value={step.mark}
            items={asItems(['point', 'comma'])}
            onChange={(mark) => onChange({ ...step, mark: mark === 'comma' ? 'comma' : 'point' })}
          />{' '}
          to minor units, decimals from{' '}
        </>
      ) : (
        'Minor units to a decimal, decimals from '
      )}
      <Pick label="Decimals from" isWrong={isWrong} value={exponentKey(exponent)} items={items} onChange={choose} />
      {exponent.by === 'fixed' ? null : (
        <>
          {' '}
          of{' '}
          <Pick
            label="Currency from"
            value={path}
            items={[
              ...(code === null ? [] : [{ value: '', label: code }]),
              ...asItems([...(path ? [path] : []), ...detail.sourceFields.map((field) => field.path)]),
            ]}
            onChange={(field) => field && onChange({ ...step, currency: { field } })}
          />
        </>
      )}
    </>
  );
}
