/** Kind of the job that runs a question set. */
export const evaluationJobKind = 'evaluation.run';

/** What the jobs of a question set are about. */
export function evaluationSubject(questionSetId: string): string {
  return `question-set:${questionSetId}`;
}
