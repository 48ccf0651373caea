import type { Migration } from '../migrate.ts';
import { searchTriggers } from '../search-triggers.ts';

const month = (column: string): string => `${column} TEXT NOT NULL CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]')`;

/** Scorecards as they were frozen, costs (price lists, quantities, invoices, budgets), outcomes, risks and decisions. */
export const scorecardsStep: Migration = {
  number: 10,
  name: 'scorecards',
  sql: /* sql */ `
-- A frozen page is kept as its facts; the page is computed from them. A later correction is a version of its own.
CREATE TABLE scorecards (
  id TEXT PRIMARY KEY, ${month('month')},
  audience TEXT NOT NULL CHECK (audience IN ('executive', 'operations', 'vendor review', 'auditor')),
  vendor_id TEXT, version INTEGER NOT NULL CHECK (version > 0), title TEXT NOT NULL, facts TEXT NOT NULL,
  sha256 TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', changes TEXT NOT NULL DEFAULT '[]',
  frozen_at INTEGER NOT NULL, frozen_by TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX scorecards_version ON scorecards (month, audience, coalesce(vendor_id, ''), version);
CREATE TRIGGER scorecards_are_frozen_update BEFORE UPDATE ON scorecards BEGIN SELECT RAISE(ABORT, 'a frozen scorecard never changes'); END;
CREATE TRIGGER scorecards_are_frozen_delete BEFORE DELETE ON scorecards BEGIN SELECT RAISE(ABORT, 'a frozen scorecard never changes'); END;

CREATE TABLE cost_plans (
  id TEXT PRIMARY KEY, vendor_id TEXT NOT NULL REFERENCES vendors (id) ON DELETE CASCADE, api_id TEXT REFERENCES apis (id) ON DELETE CASCADE,
  name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('flat', 'per_request', 'graduated', 'volume', 'package')),
  currency TEXT NOT NULL CHECK (length(currency) = 3), exponent INTEGER NOT NULL, base_minor INTEGER NOT NULL DEFAULT 0,
  tiers TEXT NOT NULL DEFAULT '[]', included TEXT NOT NULL DEFAULT '0', package_size TEXT, commit_minor INTEGER NOT NULL DEFAULT 0,
  unit_name TEXT NOT NULL DEFAULT 'requests', quantity_from TEXT NOT NULL DEFAULT 'by hand' CHECK (quantity_from IN ('exchanges', 'by hand')),
  counted TEXT NOT NULL DEFAULT 'all' CHECK (counted IN ('all', 'successful')),
  ${month('valid_from')}, valid_to TEXT, notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cost_plans_vendor ON cost_plans (vendor_id);

CREATE TABLE cost_quantities (
  id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES cost_plans (id) ON DELETE CASCADE, ${month('month')}, quantity TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('by hand', 'file')), created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cost_quantities_month ON cost_quantities (plan_id, month);

CREATE TABLE cost_invoices (
  id TEXT PRIMARY KEY, vendor_id TEXT NOT NULL REFERENCES vendors (id) ON DELETE CASCADE, ${month('month')}, number TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL CHECK (length(currency) = 3), exponent INTEGER NOT NULL, amount_minor INTEGER NOT NULL,
  notes TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cost_invoices_month ON cost_invoices (month);

-- In force from its month until a later one of the same vendor and currency; without a vendor: for all together.
CREATE TABLE cost_budgets (
  id TEXT PRIMARY KEY, vendor_id TEXT REFERENCES vendors (id) ON DELETE CASCADE, ${month('from_month')},
  currency TEXT NOT NULL CHECK (length(currency) = 3), exponent INTEGER NOT NULL, amount_minor INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cost_budgets_month ON cost_budgets (coalesce(vendor_id, ''), currency, from_month);

CREATE TABLE outcomes (
  id TEXT PRIMARY KEY, ${month('month')}, name TEXT NOT NULL, process_id TEXT REFERENCES processes (id) ON DELETE SET NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 0), source TEXT NOT NULL CHECK (source IN ('by hand', 'file')), created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outcomes_month ON outcomes (month, lower(name));

CREATE TABLE risks (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('risk', 'waiver')), title TEXT NOT NULL, owner_id TEXT REFERENCES people (id),
  vendor_id TEXT REFERENCES vendors (id) ON DELETE SET NULL,
  likelihood INTEGER NOT NULL CHECK (likelihood BETWEEN 1 AND 5), impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 5),
  due_at INTEGER, reason TEXT NOT NULL DEFAULT '', closed_at INTEGER, outcome TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE decisions (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, recommendation TEXT NOT NULL DEFAULT '', owner_id TEXT REFERENCES people (id), due_at INTEGER,
  decided_at INTEGER, outcome TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL
) STRICT;
${searchTriggers('risks', 'risk', 'new.title', 'new.reason')}
${searchTriggers('decisions', 'decision', 'new.title', 'new.recommendation')}
${searchTriggers('cost_plans', 'costPlan', "(SELECT name FROM vendors WHERE id = new.vendor_id) || ' ' || new.name", 'new.notes')}
`,
};
