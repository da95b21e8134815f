'use client';
import { RouteError } from '#app/_ui/route-error.tsx';

export default function StudioError({ reset }: { error: Error; reset: () => void }) {
  return <RouteError reset={reset} />;
}
