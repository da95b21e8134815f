/** `Secret.kind` of the values that fill slots of tools and plugins. */
export const toolSecretKind = 'tool';
