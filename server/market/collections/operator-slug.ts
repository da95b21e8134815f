/** What the studio's operator is in addresses of lists, where domains have their names; no domain can be called so. */
export const operatorSlug = '_studio';
