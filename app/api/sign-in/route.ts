import { signIn } from '#server/api/http/sign-in.ts';

export const dynamic = 'force-dynamic';
export const POST = signIn;
