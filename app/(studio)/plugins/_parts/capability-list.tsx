import { Archive, BookOpen, Calculator, Globe, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PluginCapabilities } from '#protocol/plugins/plugin-manifest.ts';

const icons = { none: Calculator, fetchHosts: Globe, keyValue: Archive, knowledge: BookOpen, webSearch: Search };

/** What a plugin may do, in plain words. */
export function CapabilityList({ capabilities }: { capabilities: PluginCapabilities }) {
  const t = useTranslations('plugins.capabilities');
  const { fetchHosts, ...others } = capabilities;
  const granted = (['keyValue', 'knowledge', 'webSearch'] as const).filter((key) => others[key]);
  const keys = [...(fetchHosts.length > 0 ? (['fetchHosts'] as const) : []), ...granted];
  const shown = keys.length > 0 ? keys : (['none'] as const);
  return (
    <ul className="space-y-1 text-sm">
      {shown.map((key) => {
        const Icon = icons[key];
        return (
          <li key={key} className="flex items-start gap-2">
            <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden="true" />
            <span className="min-w-0 break-words">{t(key, { hosts: fetchHosts.join(', ') })}</span>
          </li>
        );
      })}
    </ul>
  );
}
