import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { Chip } from '../../ui/chip.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { PlanEndpoints } from './plan-endpoints.tsx';
import { planCounts, planSentence } from './import-words.ts';
import { count, formatWords } from './inventory-words.ts';

interface ImportPlanViewProps {
  readonly plan: ImportPlan;
  readonly vendorName: string;
  readonly apiName: string;
  readonly onVendorName: (name: string) => void;
  readonly onApiName: (name: string) => void;
}

/** What an import would add, before it adds anything. */
export function ImportPlanView({ plan, vendorName, apiName, onVendorName, onApiName }: ImportPlanViewProps) {
  const counts = planCounts(plan);
  const isKnown = plan.existing.apiId !== null;
  const facts = [
    counts.added > 0 ? `${counts.added} new` : '',
    counts.changed > 0 ? `${counts.changed} changed` : '',
    counts.same > 0 ? `${counts.same} as before` : '',
    plan.removedEndpoints.length > 0 ? `${plan.removedEndpoints.length} no longer in the document` : '',
  ].filter((one) => one !== '');
  return (
    <div className="inv-plan">
      <p className="inv-plan-sentence">
        <Mark state={plan.existing.isSameDocument ? 'no data' : (plan.comparison?.breakingUsed ?? 0) > 0 ? 'broken' : 'holds'} />
        {plan.existing.isSameDocument ? plan.words : planSentence(plan, vendorName, apiName)}
      </p>
      {isKnown ? (
        <p className="inv-note">
          {plan.vendorName} {plan.apiName} is in the inventory already; its owner, notes and history stay.
        </p>
      ) : (
        <div className="inv-plan-names">
          <TextField
            label="Vendor"
            value={vendorName}
            onChange={onVendorName}
            reason={
              plan.existing.vendorId
                ? 'Already in the inventory; the API joins it.'
                : 'Read from the document; put the name your team says.'
            }
          />
          <TextField label="API" value={apiName} onChange={onApiName} reason="What your team calls this product." />
        </div>
      )}
      {plan.comparison ? <PlanChanges comparison={plan.comparison} /> : null}
      <Facts
        items={[
          ['Document', `${formatWords(plan.format)}, version ${plan.version}, “${plan.title}”`],
          [
            'Environments',
            plan.environments.length === 0 ? (
              <span key="none" className="faint">
                the document names no server; add one afterwards
              </span>
            ) : (
              <span key="list" className="inv-plan-list">
                {plan.environments.map((one) => (
                  <span key={one.baseUrl}>
                    {one.name} <code className="inv-break">{one.baseUrl}</code>{' '}
                    {one.kind === 'production' ? <Chip tone="neutral">guarded</Chip> : null}
                  </span>
                ))}
              </span>
            ),
          ],
          [
            'Authentication',
            plan.authSchemes.length === 0 ? (
              <span key="none" className="faint">
                the document names none
              </span>
            ) : (
              <span key="list" className="inv-plan-list">
                {plan.authSchemes.map((one) => (
                  <span key={one.key}>{one.words}</span>
                ))}
              </span>
            ),
          ],
          ['Endpoints', `${count(plan.endpoints.length, 'endpoint')}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`],
        ]}
      />
      {plan.warnings.length === 0 ? null : (
        <ul className="inv-plan-warnings" aria-label="Warnings">
          {plan.warnings.map((one, index) => (
            <li key={index}>
              <Mark state="soon" />
              <span>
                {one.message}
                {one.place === null ? null : <code className="inv-break"> {one.place}</code>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {plan.endpoints.length + plan.removedEndpoints.length === 0 ? null : <PlanEndpoints plan={plan} />}
    </div>
  );
}
