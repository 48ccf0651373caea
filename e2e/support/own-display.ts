// Gives this worker's windows the virtual display that is theirs alone: two windows on one display would take each other's focus.

/** One for each worker, made by scripts/e2e.mjs; none where windows open on the screen that is there. */
const displays = JSON.parse(process.env['QUARTERMASTER_E2E_DISPLAYS'] ?? '[]') as readonly Record<string, string>[];

Object.assign(process.env, displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]);
