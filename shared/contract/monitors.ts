export const monitorsContract = {};
