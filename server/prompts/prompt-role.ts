/** What a prompt is for: instructions for the whole conversation, or the words that introduce passages. */
export const promptRoles = ['system', 'rag'] as const;
export type PromptRole = (typeof promptRoles)[number];
