import { signOut } from '#server/api/http/sign-out.ts';

export const dynamic = 'force-dynamic';
export const POST = signOut;
