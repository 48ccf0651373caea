import type { Icon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Button, type ButtonProps } from './button.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children' | 'title' | 'aria-label'> {
  readonly of: Icon;
  /** What it does: for those who hear it, and for who points at it. */
  readonly words: string;
  /** What stands there when it is pointed at, where that is more than the words. */
  readonly hint?: string;
}

/** A verb for which a picture is enough. */
export const IconButton = ({ of: Picture, words, hint = words, kind = 'quiet', ...rest }: IconButtonProps): ReactElement => (
  <Button {...rest} kind={kind} aria-label={words} title={hint} icon={<Picture size={16} stroke={1.6} aria-hidden="true" />} />
);
