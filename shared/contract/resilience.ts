/** How calls to an API are repeated, limited and given up. */
export const resilienceContract = {};
