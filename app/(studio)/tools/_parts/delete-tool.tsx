'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a tool, after its name was typed. */
export function DeleteTool({ toolId, name }: { toolId: string; name: string }) {
  const t = useTranslations('tools');
  const removal = useTRPC().tool.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ toolId }} backTo="/tools" />;
}
