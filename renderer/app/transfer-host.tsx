import { lazy, Suspense, useState, type ReactElement } from 'react';
import { usePaste } from './open-paste.ts';
import { useTransferRequest } from './open-transfer.ts';

const TransferDialog = lazy(() => import('../features/console/transfer/transfer-dialog.tsx'));
const PasteCurl = lazy(() => import('../features/console/request/paste-curl.tsx'));

/** Mounts the import of requests, and that of one curl command, the first time somebody asks for it, from wherever they are. */
export function TransferHost(): ReactElement {
  const hasTransfer = useWasEver(useTransferRequest((state) => state.isAsked));
  const hasPaste = useWasEver(usePaste((state) => state.isAsked));
  return (
    <Suspense fallback={null}>
      {hasTransfer && <TransferDialog />}
      {hasPaste && <PasteCurl />}
    </Suspense>
  );
}

function useWasEver(isNow: boolean): boolean {
  const [was, setWas] = useState(isNow);
  if (isNow && !was) setWas(true);
  return was || isNow;
}
