/** Answers up to here are checked against their contract, those over 1 MB on a worker; larger ones are said to be unchecked. */
export const mostCheckedBytes = 20 * 1024 * 1024;
