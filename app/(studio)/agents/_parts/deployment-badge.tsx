import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '#app/_ui/badge.tsx';

const tones: Record<string, BadgeTone> = {
  live: 'good',
  failed: 'bad',
  rolled_back: 'warn',
  stopped: 'neutral',
  superseded: 'neutral',
};

/** Whether a deployment still moves. */
export function isUnderWay(state: string): boolean {
  return !(state in tones);
}

/** A deployment's state as a word. */
export function DeploymentBadge({ state }: { state: string }) {
  const t = useTranslations('agents.deploy.state');
  return <Badge tone={tones[state] ?? 'accent'}>{t(state.replace('_', '-'))}</Badge>;
}
