/** What doesn't fit its schema is written again so often: the first try has the number 0. */
export const lastAttempt = 3;
