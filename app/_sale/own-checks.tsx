'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { isMeasurable } from '#protocol/market/measurable-kinds.ts';
import { CheckList, type CheckListProps } from './check-list.tsx';
import { EvaluationFields } from './evaluation-fields.tsx';
import { NotMeasured } from './not-measured.tsx';
import { scoredChecks } from './scored-checks.ts';

interface OwnChecksProps extends Omit<CheckListProps, 'evaluation'> {
  versionId: string;
  kind: string;
}

/** For its creator: how the checks of a version ended, with what can be measured and attached beside them. */
export function OwnChecks({ checks, versionId, kind, ...rest }: OwnChecksProps) {
  const { data } = useQuery(useTRPC().sale.evaluations.queryOptions({ versionId }));
  const shown = scoredChecks(checks, data?.attached ?? null).map((check) =>
    check.kind === 'evaluation' ? { ...check, message: '' } : check,
  );
  return (
    <>
      <CheckList {...rest} checks={shown} evaluation={<EvaluationFields versionId={versionId} kind={kind} />} />
      {!isMeasurable(kind) && <NotMeasured kind={kind} />}
    </>
  );
}
