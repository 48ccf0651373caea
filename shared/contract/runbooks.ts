export const runbooksContract = {};
