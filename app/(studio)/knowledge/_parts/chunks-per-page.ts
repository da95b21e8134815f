/** How many passages of a document stand beside it at a time. */
export const chunksPerPage = 200;
