/** Where between foreign and own strengths the threshold lies: nearer to the foreign, as people ask less literally than a question made of a chunk. */
const position = 0.35;
const lowest = 0.2;
const highest = 0.7;

/** A threshold that parts two ascending lists of strengths: between the foreign ones' 95th and the own ones' 10th percentile; where these overlap, at the value that misjudges least. */
export function chooseThreshold(positives: number[], negatives: number[]): number {
  const foreign = quantile(negatives, 0.95);
  const own = quantile(positives, 0.1);
  const threshold = own > foreign ? foreign + position * (own - foreign) : leastWrong(positives, negatives);
  return Math.round(Math.min(highest, Math.max(lowest, threshold)) * 1_000) / 1_000;
}

function leastWrong(positives: number[], negatives: number[]): number {
  const wrong = (threshold: number) =>
    positives.filter((strength) => strength < threshold).length / Math.max(1, positives.length) +
    negatives.filter((strength) => strength >= threshold).length / Math.max(1, negatives.length);
  return [...positives, ...negatives].reduce((best, each) => (wrong(each) < wrong(best) ? each : best), lowest);
}

function quantile(ascending: number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
