import { skipToken, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { OpenedRequest, RequestForm } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { useChosenEnvironment } from '../../../app/chosen-environment.ts';
import { useConsoleStore } from '../console-store.ts';
import { draftOfRequest, newDraft, type Draft } from './draft.ts';

/** What the editor is open on. Its key is what drafts, answers and sends are kept by. */
export type Subject =
  | { readonly kind: 'endpoint'; readonly key: string }
  | { readonly kind: 'saved'; readonly key: string }
  | { readonly kind: 'free'; readonly key: string };

export interface OpenSubject {
  readonly form: RequestForm;
  /** As it was before anybody typed. */
  readonly base: Draft;
  readonly saved: OpenedRequest | null;
}

export interface SubjectState {
  readonly data: OpenSubject | null;
  readonly error: unknown;
  readonly isGone: boolean;
  readonly retry: () => void;
}

const settleMs = 250;

/** Whether a call may go there without anybody saying so for it: never to production. */
const isOffered = ({ environments }: RequestForm, id: string | undefined): id is string =>
  environments.some((one) => one.id === id && one.kind !== 'production');

/** The form and the first draft of what the editor is open on. */
export function useSubject(subject: Subject): SubjectState {
  const free = useConsoleStore((state) => (subject.kind === 'free' ? state.free[subject.key] : undefined));
  const typed = useConsoleStore((state) => state.drafts[subject.key]);
  const saved = useQuery(api.console.savedRequest.queryOptions({ input: subject.kind === 'saved' ? { id: subject.key } : skipToken }));
  const kept = saved.data?.draft ?? free?.draft ?? null;
  const apiId = saved.data?.apiId ?? free?.apiId ?? null;
  const endpointId = subject.kind === 'endpoint' ? subject.key : (saved.data?.endpointId ?? null);
  const method = typed?.method ?? kept?.method ?? 'GET';
  const [path] = useDebouncedValue(typed?.path ?? kept?.path ?? '/', settleMs);
  const form = useQuery(api.console.form.queryOptions({ input: endpointId === null ? skipToken : { endpointId } }));
  const freeForm = useQuery(
    api.console.freeForm.queryOptions({
      input: endpointId !== null || apiId === null ? skipToken : { apiId, method, path },
      placeholderData: (before) => before,
    }),
  );
  const shape = endpointId === null ? freeForm.data : form.data;
  const environmentId = saved.data?.environmentId ?? free?.environmentId ?? null;
  const opened = saved.data ?? null;
  const chosen = useChosenEnvironment((state) => (shape ? state.byApi[shape.apiId] : undefined));
  const data = useMemo((): OpenSubject | null => {
    if (!shape || (subject.kind !== 'endpoint' && kept === null)) return null;
    const first = kept === null ? newDraft(shape) : draftOfRequest(shape, kept, environmentId);
    const isOpen = opened === null && environmentId === null;
    const base = isOpen && isOffered(shape, chosen) ? { ...first, environmentId: chosen } : first;
    return { form: shape, base, saved: opened };
  }, [shape, kept, environmentId, opened, chosen, subject.kind]);
  return {
    data,
    error: saved.error ?? form.error ?? freeForm.error,
    isGone: subject.kind === 'free' && free === undefined,
    retry: () => void Promise.all([saved.refetch(), form.refetch()]),
  };
}
