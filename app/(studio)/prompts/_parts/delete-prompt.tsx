'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a prompt, after its name was typed. */
export function DeletePrompt({ promptId, name }: { promptId: string; name: string }) {
  const t = useTranslations('prompts');
  const removal = useTRPC().prompt.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ promptId }} backTo="/prompts" />;
}
