'use client';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { z } from 'zod';
import { Button } from '#app/_ui/button.tsx';
import { sendFile } from '#app/_ui/send-file.ts';

const importedSchema = z.object({ knowledgeId: z.string() });

/** Takes in a knowledge bundle; its vectors are kept when they were made by the same model. */
export function ImportBundle() {
  const t = useTranslations('knowledge.import');
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setPercent(0);
    try {
      const answer = await sendFile('/api/bundles', file, (sent) => setPercent(Math.round((sent / file.size) * 100)));
      toast.success(t('done'));
      router.push(`/knowledge/${importedSchema.parse(answer).knowledgeId}`);
    } catch (cause) {
      toast.error(cause instanceof Error ? cause.message : t('failed'));
    } finally {
      setPercent(null);
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".tar"
        className="hidden"
        aria-label={t('button')}
        onChange={(event) => void take(event)}
      />
      <Button onClick={() => input.current?.click()} disabled={percent !== null}>
        <Upload className="size-4" aria-hidden="true" />
        {percent === null ? t('button') : t('sending', { percent })}
      </Button>
    </>
  );
}
