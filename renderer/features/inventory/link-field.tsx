import { IconExternalLink } from '@tabler/icons-react';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { checkLink } from './check-link.ts';
import { InlineText } from './inline-text.tsx';

interface LinkFieldProps {
  readonly label: string;
  readonly url: string | null;
  readonly emptyWords: string;
  readonly onSave: (url: string | null) => void;
}

/** A web link, edited where it stands; an https one opens in the browser. */
export function LinkField({ label, url, emptyWords, onSave }: LinkFieldProps) {
  return (
    <span className="inv-link">
      <InlineText
        label={label}
        value={url ?? ''}
        emptyWords={emptyWords}
        maxLength={2000}
        check={checkLink}
        onSave={(text) => onSave(text === '' ? null : text)}
      />
      {url?.startsWith('https://') ? (
        <Button
          small
          kind="quiet"
          aria-label={`Open ${label.toLowerCase()} in the browser`}
          title="Open in the browser"
          icon={<IconExternalLink size={14} stroke={1.6} aria-hidden="true" />}
          onClick={() => void shell.call('openExternal', { url })}
        />
      ) : null}
    </span>
  );
}
