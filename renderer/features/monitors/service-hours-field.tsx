import { useState } from 'react';
import { readServiceHours, serviceWords, type ServiceHours } from '../../../shared/domain/monitors/service-hours.ts';
import { TextField } from '../../ui/text-field.tsx';

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface ServiceHoursFieldProps {
  readonly value: ServiceHours;
  readonly onChange: (hours: ServiceHours) => void;
}

/** Service hours as they are spoken: "Mon to Sat 08 to 20", "every day 06 to 22", "always". */
export function ServiceHoursField({ value, onChange }: ServiceHoursFieldProps) {
  const [text, setText] = useState(serviceWords(value));
  const zone = value?.zone ?? ownZone();
  const read = readServiceHours(text, zone);
  return (
    <TextField
      label="Service hours"
      value={text}
      onChange={(next) => {
        setText(next);
        const hours = readServiceHours(next, zone);
        if (hours) onChange(hours.hours);
      }}
      error={read === null ? 'Write it as “Mon to Sat 08 to 20”, “every day 06 to 22” or “always”.' : null}
      reason={`Only this time counts. Zone: ${zone}`}
    />
  );
}
