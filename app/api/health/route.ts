import { reportHealth } from '#server/api/http/report-health.ts';

export const dynamic = 'force-dynamic';
export const GET = reportHealth;
