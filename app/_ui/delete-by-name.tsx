'use client';
import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmByName } from './confirm-by-name.tsx';

interface DeleteByNameProps<Input, Output, Failure> {
  /** What has to be typed. */
  name: string;
  /** What goes with it. */
  lead: string;
  /** The mutation that deletes, and what it is told. */
  removal: UseMutationOptions<Output, Failure, Input>;
  input: Input;
  /** The list to go to; in a list one stays. */
  backTo?: string;
  /** The words of the button; “Delete” unless told. */
  button?: string;
}

/** A button that deletes something of one's own, after its name was typed. */
export function DeleteByName<Input, Output, Failure extends { message: string }>(
  props: DeleteByNameProps<Input, Output, Failure>,
) {
  const { name, lead, removal, input, backTo, button } = props;
  const t = useTranslations('shell');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(removal);
  const onSuccess = () => (backTo ? router.push(backTo) : undefined);
  return (
    <>
      <Button tone="danger" onClick={() => setIsOpen(true)}>
        {button ?? t('delete')}
      </Button>
      <ConfirmByName
        title={t('deleteName', { name })}
        lead={lead}
        name={name}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate(input, { onSuccess })}
      />
    </>
  );
}
