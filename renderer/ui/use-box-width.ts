import { useLayoutEffect, useState, type RefObject } from 'react';

/** The inner width of a box while it is there, in pixels; without end until it was measured. */
export function useBoxWidth(box: RefObject<HTMLElement | null>, isThere: boolean): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !isThere) return undefined;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, isThere]);
  return width;
}
