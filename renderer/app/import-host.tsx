import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useImportRequest } from './open-import.ts';

const ImportDialog = lazy(() => import('../features/inventory/import-dialog.tsx'));

/** Mounts the inventory's import dialog the first time somebody asks for it, from wherever they are. */
export function ImportHost(): ReactElement | null {
  const isAsked = useImportRequest((state) => state.isAsked);
  const [wasAsked, setWasAsked] = useState(isAsked);
  if (isAsked && !wasAsked) setWasAsked(true);
  if (!wasAsked) return null;
  return (
    <Suspense fallback={null}>
      <ImportDialog />
    </Suspense>
  );
}
