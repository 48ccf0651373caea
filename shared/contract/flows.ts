/** Flows. */
export const flowsContract = {};
