const stopWords = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can
  could did do does doing don't down during each few for from further had has have having he her here hers him his how i
  if in into is isn't it its itself just let me more most my no nor not of off on once only or other our ours out over
  own please same she should so some such tell than that the their theirs them then there these they this those through
  to too under until up us very was we were what what's when where which while who whom whose why will with would you
  your yours i'm it's that's there's doesn't didn't won't can't cannot aren't wasn't weren't
  know need want tell explain describe show give say said mean means happen happens`.split(/\s+/),
);

/** Whether a lower-case word only holds an English sentence or question together (`the`, `what`, `does`, `explain`). */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.replaceAll('’', "'"));
}
