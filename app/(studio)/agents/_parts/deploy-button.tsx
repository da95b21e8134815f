import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import type { LicencePlanPart } from './use-licence-plan.ts';

interface DeployButtonProps {
  /** Licensed components whose key the node would be refused. */
  lacking: Pick<LicencePlanPart, 'name'>[];
  isWaiting: boolean;
}

/** Starts a deployment; while a licence is missing or has ended it can't be pressed, and says why. */
export function DeployButton({ lacking, isWaiting }: DeployButtonProps) {
  const t = useTranslations('agents.deploy');
  const format = useFormatter();
  const names = format.list(lacking.map(({ name }) => `“${name}”`));
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="submit" tone="accent" disabled={isWaiting || lacking.length > 0}>
        {t('button')}
      </Button>
      {lacking.length > 0 && (
        <p role="status" className="min-w-0 flex-1 basis-60 break-words text-sm text-warn">
          {t('licences.lacking', { count: lacking.length, names })}
        </p>
      )}
    </div>
  );
}
