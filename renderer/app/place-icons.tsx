import {
  IconActivity,
  IconArrowsExchange,
  IconCalendarEvent,
  IconHistory,
  IconKey,
  IconNotebook,
  IconPackages,
  IconReportAnalytics,
  IconScale,
  IconSettings,
  IconSun,
  IconTerminal2,
  type Icon,
} from '@tabler/icons-react';
import type { PlaceName } from './places.ts';

/** Each place's icon: one set, one stroke. */
export const placeIcons: Readonly<Record<PlaceName, Icon>> = {
  today: IconSun,
  inventory: IconPackages,
  credentials: IconKey,
  mappings: IconArrowsExchange,
  console: IconTerminal2,
  ledger: IconScale,
  calendar: IconCalendarEvent,
  monitors: IconActivity,
  runbooks: IconNotebook,
  scorecards: IconReportAnalytics,
  activity: IconHistory,
  settings: IconSettings,
};
