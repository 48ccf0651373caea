import { useState } from 'react';

export interface Asked<T> {
  readonly data: T | undefined;
  readonly isFetching: boolean;
}

/**
 * The answer for a form that begins with it: not what is still known from before while it is asked for anew, which a person would edit
 * and keep over what holds by now. Once it has begun, a form stays.
 */
export function useCurrentAnswer<T>({ data, isFetching }: Asked<T>): T | undefined {
  const [isBegun, setIsBegun] = useState(false);
  const isReady = isBegun || (data !== undefined && !isFetching);
  if (isReady && !isBegun) setIsBegun(true);
  return isReady ? data : undefined;
}
