import { Menu } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useWithheld } from './read-only.ts';
import { textOf } from './text-of.ts';

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** Said where the words do not: whether it changes the workspace. */
  readonly changes?: boolean;
  readonly leftSection?: ReactNode;
  readonly rightSection?: ReactNode;
  readonly color?: string;
  readonly disabled?: boolean;
}

/** A line of a menu. In a workspace that can only be looked at, those that change something are not there. */
export function MenuItem({ children, changes, ...rest }: MenuItemProps): ReactElement | null {
  if (useWithheld()(textOf(children), changes)) return null;
  return <Menu.Item {...rest}>{children}</Menu.Item>;
}
