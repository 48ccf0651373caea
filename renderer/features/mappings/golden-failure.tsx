import type { ReactElement } from 'react';
import type { Golden, MappingDetail } from '../../../shared/contract/mappings.ts';
import { pathsOf } from '../../../shared/domain/mappings/rule-paths.ts';
import { errorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { saveRule, undoEdit } from './edit-mapping.ts';
import { inputText } from './golden-words.ts';
import { useMappingsStore } from './mappings-store.ts';
import { toast } from '../../ui/toast.ts';

interface GoldenFailureProps {
  readonly detail: MappingDetail;
  readonly golden: Golden;
  readonly field: string;
}

/** What a sample must give, what it gives, and the one small change that mends it when there is an obvious one. */
export function GoldenFailure({ detail, golden, field }: GoldenFailureProps): ReactElement {
  const open = useMappingsStore((state) => state.open);
  const failure = golden.failures.find((one) => one.field === field);
  const rule = detail.spec.rules[field];
  const { fix } = golden;
  const name = detail.revision.state === 'draft' ? `draft ${detail.revision.number}` : `revision ${detail.revision.number}`;
  const step = failure?.step ?? null;
  const mend = async (): Promise<void> => {
    if (fix && (await saveRule(detail.id, fix.field, fix.rule)))
      toast({ words: `${fix.words}: sample ${golden.number} passes`, state: 'holds', undo: () => void undoEdit(detail) });
  };
  return (
    <div className="map-gold" role="alert">
      <div className="map-gold-title">
        <Mark state="broken" />
        Golden sample {golden.number} fails{step === null ? '' : ` at step ${step + 1}`}
      </div>
      <dl>
        <div>
          <dt>Put in</dt>
          <dd title={inputText(golden.input, rule ? pathsOf(rule) : [])}>{inputText(golden.input, rule ? pathsOf(rule) : [])}</dd>
        </div>
        <div>
          <dt>Must come out</dt>
          <dd className="strong">{failure?.expected}</dd>
        </div>
        <div>
          <dt>Comes out of {name}</dt>
          <dd className="bad">{failure?.got}</dd>
        </div>
      </dl>
      {golden.note || (failure && failure.code !== 'differs') ? <p>{golden.note || `${errorWords(failure?.code ?? '')}.`}</p> : null}
      <div className="map-buttons">
        {fix ? (
          <Button kind="primary" onClick={() => void mend()}>
            {fix.words}
          </Button>
        ) : null}
        <Button onClick={() => open('goldens')}>Open sample</Button>
      </div>
    </div>
  );
}
