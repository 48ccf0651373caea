import { IconCompass, IconKey, IconSend, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Today } from '../../../shared/contract/today.ts';
import { api } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { NextDates } from './next-dates.tsx';

const sampleName = 'Acme Mobile Shop';

/** A workspace without an API: the first real action, what it leads to, and a full workspace to look at. */
export function FirstSteps({ nextDates }: { readonly nextDates: Today['nextDates'] }): ReactElement {
  const askImport = useImportRequest((state) => state.ask);
  const suggestion = useQuery(api.workspace.suggestFolder.queryOptions({ input: { name: sampleName } }));
  const openSample = useMutation(
    api.workspace.sample.mutationOptions({
      onError: (error) => {
        sayFailed(error);
      },
    }),
  );
  return (
    <div className="tod-page">
      <PageHeader title="Start with one API" sub="Import its OpenAPI file. Everything else grows from the calls you make." />
      <ol className="tod-steps">
        <li>
          <IconUpload size={16} stroke={1.6} aria-hidden="true" />
          <div>
            <h2>Import an OpenAPI file</h2>
            <p className="tod-why">
              Vendor, version, environments and endpoints come from the file. You see what it adds before it does. Dropping the file on this
              window does the same.
            </p>
          </div>
          <Button kind="primary" onClick={() => askImport(null)}>
            Import a file
          </Button>
        </li>
        <li>
          <IconKey size={16} stroke={1.6} aria-hidden="true" />
          <div>
            <h2>Store its key in the keychain</h2>
            <p className="tod-why">The workspace keeps the description only. No secret is ever in a file.</p>
          </div>
        </li>
        <li>
          <IconSend size={16} stroke={1.6} aria-hidden="true" />
          <div>
            <h2>Send a first call</h2>
            <p className="tod-why">Limits left, deprecation dates and contract drift are read from its answer.</p>
          </div>
        </li>
        <li>
          <IconCompass size={16} stroke={1.6} aria-hidden="true" />
          <div>
            <h2>Or look at a full workspace first</h2>
            <p className="tod-why">“{sampleName}”: a dozen vendors and three months of history, all invented.</p>
          </div>
          <Button
            changes={false}
            loading={openSample.isPending}
            disabled={!suggestion.data}
            onClick={() => suggestion.data && openSample.mutate({ folder: suggestion.data.folder })}
          >
            Explore the sample
          </Button>
        </li>
      </ol>
      {nextDates.length > 0 && <NextDates dates={nextDates} isLarge />}
    </div>
  );
}
