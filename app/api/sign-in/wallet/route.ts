import { signInWallet } from '#server/api/http/sign-in-wallet.ts';

export const dynamic = 'force-dynamic';
export const POST = signInWallet;
