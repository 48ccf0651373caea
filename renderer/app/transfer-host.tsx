import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useTransferRequest } from './open-transfer.ts';

const TransferDialog = lazy(() => import('../features/console/transfer/transfer-dialog.tsx'));

/** Mounts the import of requests the first time somebody asks for it, from wherever they are. */
export function TransferHost(): ReactElement | null {
  const isAsked = useTransferRequest((state) => state.isAsked);
  const [wasAsked, setWasAsked] = useState(isAsked);
  if (isAsked && !wasAsked) setWasAsked(true);
  if (!wasAsked) return null;
  return (
    <Suspense fallback={null}>
      <TransferDialog />
    </Suspense>
  );
}
