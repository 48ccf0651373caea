// For what several tests of a run use.

/** A folder that is removed when the whole run has ended. */
export function scratchFolder(): string {
  const folder = process.env['QUARTERMASTER_E2E_SCRATCH'];
  if (folder === undefined) throw new Error('Run the end-to-end tests with `npm run e2e`: it names a folder in QUARTERMASTER_E2E_SCRATCH.');
  return folder;
}
