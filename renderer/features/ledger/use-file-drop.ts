import { useEffect, useRef, useState } from 'react';

/**
 * Takes files that are dropped anywhere on the window while the component is mounted. It listens before the window's own drop zone, which would
 * take them for documents to import.
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const latest = useRef(onFiles);
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const take = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === 'dragover') setIsOver(true);
      else if (event.type === 'dragleave') {
        if (event.relatedTarget === null) setIsOver(false);
      } else {
        setIsOver(false);
        latest.current([...event.dataTransfer.files]);
      }
    };
    const kinds = ['dragover', 'dragleave', 'drop'] as const;
    for (const kind of kinds) window.addEventListener(kind, take, { capture: true });
    return () => kinds.forEach((kind) => window.removeEventListener(kind, take, { capture: true }));
  }, []);
  return isOver;
}
