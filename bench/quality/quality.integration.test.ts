import { beforeAll, expect, it } from 'vitest';
import { type QualityFigures, runQuality } from './run-quality.ts';

let figures: QualityFigures;

beforeAll(async () => {
  figures = await runQuality({ print: (line) => process.stdout.write(`${line}\n`) });
}, 300_000);

it('asks at least thirty labelled questions, ten foreign ones and judges thirty sentences', () => {
  expect(figures.search.questions).toBeGreaterThanOrEqual(30);
  expect(figures.search.foreignQuestions).toBeGreaterThanOrEqual(10);
  expect(figures.attribution.sentences).toBeGreaterThanOrEqual(30);
});

it('finds the passage among the first five for nine of ten questions', () => {
  expect(figures.search.hitRateAt5).toBeGreaterThanOrEqual(0.9);
});

it('cites with a precision of at least 0.85 and a recall of at least 0.7', () => {
  expect(figures.attribution.precision).toBeGreaterThanOrEqual(0.85);
  expect(figures.attribution.recall).toBeGreaterThanOrEqual(0.7);
});

it('refuses at least eight of ten foreign questions and at most two of thirty right ones', () => {
  const { foreignRefused, foreignQuestions, rightRefused, questions } = figures.search;
  expect(foreignRefused / foreignQuestions).toBeGreaterThanOrEqual(0.8);
  expect(rightRefused / questions).toBeLessThanOrEqual(2 / 30);
});
