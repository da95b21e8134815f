'use client';
import { RouteError } from '#app/_ui/route-error.tsx';

export default function RootError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center p-4">
      <RouteError reset={reset} />
    </main>
  );
}
