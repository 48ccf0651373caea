import { IconSend, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstSteps } from './first-steps.tsx';
import { HealthTable } from './health-table.tsx';
import { NextDates } from './next-dates.tsx';
import { PromisesTable } from './promises-table.tsx';
import { SinceYesterday } from './since-yesterday.tsx';
import './today.css';

/** The home page: what needs a person, in order of harm, and under it how everything stands. */
export default function TodayPage(): ReactElement {
  const today = useQuery(api.today.show.queryOptions({ input: {} }));
  const promises = useQuery(api.today.promises.queryOptions({ input: {}, enabled: today.isSuccess }));
  const summary = useQuery(api.inventory.summary.queryOptions({ input: {} }));
  const askImport = useImportRequest((state) => state.ask);

  if (today.error) return <FaultNote fault={today.error} onRetry={() => void today.refetch()} />;
  if (!today.data || !summary.data) return <Loading />;
  if (summary.data.apis === 0 && today.data.attention.length === 0) return <FirstSteps nextDates={today.data.nextDates} />;

  const { title, subtitle, attention, health, nextDates, sinceYesterday } = today.data;
  return (
    <div className="tod-page">
      <PageHeader
        title={title}
        sub={subtitle}
        actions={
          <>
            <Button icon={<IconUpload size={16} stroke={1.6} />} onClick={() => askImport(null)}>
              Import
            </Button>
            <Button icon={<IconSend size={16} stroke={1.6} />} onClick={() => go({ place: 'console' })}>
              New request
            </Button>
          </>
        }
      />
      {attention.length > 0 ? <AttentionList items={attention} /> : <NextDates dates={nextDates} isLarge />}
      <div className="tod-columns">
        <div className="tod-main">
          {promises.data !== undefined && promises.data.length > 0 && <PromisesTable promises={promises.data} />}
          {/* After the promises, so that nothing moves under a hand. */}
          {promises.isFetched && <HealthTable rows={health} />}
        </div>
        <section className="tod-aside">
          {attention.length > 0 && <NextDates dates={nextDates} />}
          <SinceYesterday lines={sinceYesterday} />
        </section>
      </div>
    </div>
  );
}
