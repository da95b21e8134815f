import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const look = cva(
  'inline-flex items-center justify-center gap-2 rounded-md font-medium disabled:cursor-not-allowed disabled:opacity-60 whitespace-nowrap',
  {
    variants: {
      tone: {
        accent: 'bg-accent text-accent-text hover:brightness-110',
        quiet: 'border border-line bg-surface text-text hover:bg-sunken',
        plain: 'text-text hover:bg-sunken',
        danger: 'border border-bad text-bad hover:bg-bad-soft',
      },
      size: { normal: 'min-h-9 px-3.5 text-sm', small: 'min-h-8 px-2.5 text-sm', icon: 'size-9' },
    },
    defaultVariants: { tone: 'quiet', size: 'normal' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof look> & { asChild?: boolean };

/** A button, or with `asChild` a link that looks like one. */
export function Button({ tone, size, asChild, className, ...props }: ButtonProps) {
  const Tag = asChild ? Slot.Root : 'button';
  const type = asChild ? {} : { type: props.type ?? ('button' as const) };
  return <Tag {...props} {...type} className={classNames(look({ tone, size }), className)} />;
}
