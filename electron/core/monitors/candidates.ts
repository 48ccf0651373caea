import type { SavedRequest } from '../../../shared/contract/console.ts';
import { listSavedRequests } from '../console/saved-requests.ts';
import type { Reader } from '../db/sqlite.ts';

/** Why a saved request may not be monitored in an environment; null when it may. */
export function refusalOf(
  request: Pick<SavedRequest, 'name' | 'sideEffect'>,
  environment: { readonly name: string; readonly kind: string } | null,
): string | null {
  if (environment === null) return 'It is not said in which environment it is sent. Choose one in the request.';
  if (request.sideEffect === 'read' || environment.kind === 'sandbox') return null;
  const does = request.sideEffect === 'delete' ? 'deletes' : 'changes';
  return `It ${does} something in ${environment.name}. Outside a sandbox only requests that read may be monitored.`;
}

/** Every saved request, and whether it may be monitored as it stands. */
export function listCandidates(db: Reader) {
  const monitors = db.all<{ id: string; saved_request_id: string }>('SELECT id, saved_request_id FROM monitors');
  return listSavedRequests(db).map((request) => ({
    savedRequestId: request.id,
    name: request.name,
    apiName: request.apiName,
    vendorName: request.vendorName,
    method: request.method,
    path: request.path,
    environmentId: request.environmentId,
    environmentName: request.environmentName,
    refusal: refusalOf(
      request,
      request.environmentName === null ? null : { name: request.environmentName, kind: request.environmentKind ?? 'other' },
    ),
    monitorIds: monitors.filter(({ saved_request_id }) => saved_request_id === request.id).map(({ id }) => id),
  }));
}
