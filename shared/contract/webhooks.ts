/** The inbox of webhooks. */
export const webhooksContract = {};
