import { client } from '../../app/client.ts';
import { attempt } from '../../ui/attempt.ts';
import { toast } from '../../ui/toast.ts';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import type { Rule } from '../../../shared/domain/mappings/mapping-spec.ts';

/** Takes the last edit of the draft back. */
export async function undoEdit(detail: Pick<MappingDetail, 'id' | 'draft' | 'revision'>): Promise<void> {
  const id = detail.draft?.id ?? detail.revision.id;
  await attempt(async () => {
    const entry = await client.activity.undo({ entity: 'mappingRevision', entityId: id });
    toast({ words: entry.summary });
  });
}

export const saveRule = (id: string, field: string, rule: Rule | null): Promise<boolean> =>
  attempt(() => client.mappings.setRule({ id, field, rule }));

/** A rule for a field by hand: nothing is read yet, and what is empty is refused where the field is required. */
export function emptyRule(isRequired: boolean): Rule {
  const empty = isRequired ? 'reject_row' : 'null';
  return {
    from: [],
    steps: [],
    validators: [],
    missing: empty,
    null: empty,
    blank: empty,
    invalid: isRequired ? 'reject_row' : 'null_and_flag',
    fallback: null,
    note: '',
  };
}
