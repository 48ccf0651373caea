import { useMediaQuery } from '@mantine/hooks';

/** Whether a table has no room for all of its columns: in a narrow window, or beside an open detail in one of middle width. */
export function useIsTight(openId: string | null): boolean {
  const isNarrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const isSmall = useMediaQuery('(max-width: 1480px)', true, { getInitialValueInEffect: false });
  return isNarrow || (openId !== null && isSmall);
}
