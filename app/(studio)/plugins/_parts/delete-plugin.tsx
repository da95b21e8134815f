'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a plugin, after its name was typed. */
export function DeletePlugin({ pluginId, name }: { pluginId: string; name: string }) {
  const t = useTranslations('plugins');
  const removal = useTRPC().plugin.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ pluginId }} backTo="/plugins" />;
}
