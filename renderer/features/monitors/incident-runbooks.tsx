import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { useRunsOnce } from '../../ui/run-once.ts';
import { Section } from '../../ui/section.tsx';

/** Runbooks that fit the incident, each to be started on it. */
export function IncidentRunbooks({ incidentId, isOpen }: { readonly incidentId: string; readonly isOpen: boolean }) {
  const suggested = useQuery(api.runbooks.suggested.queryOptions({ input: { incidentId } }));
  const [once] = useRunsOnce();
  if (!isOpen || !suggested.data || suggested.data.length === 0) return null;
  const start = async (runbookId: string): Promise<void> => {
    try {
      const { run } = await client.runbooks.start({ runbookId, incidentId });
      go({ place: 'runbooks', kind: 'run', id: run.id });
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <Section title="What to do">
      <ul className="mon-list">
        {suggested.data.slice(0, 3).map(({ id, name, why }) => (
          <li key={id}>
            <span>
              {name}
              <span className="faint"> · {why}</span>
            </span>
            <Button small onClick={() => once(() => start(id))} aria-label={`Run runbook ${name}`}>
              Run runbook
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
