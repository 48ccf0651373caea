import { useMediaQuery } from '@mantine/hooks';

/** Whether a table stands beside an open detail in a window that has no room for all of its columns. */
export function useIsTight(openId: string | null): boolean {
  const isSmall = useMediaQuery('(max-width: 1480px)', true, { getInitialValueInEffect: false });
  return openId !== null && isSmall;
}
