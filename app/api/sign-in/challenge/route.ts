import { challengeWallet } from '#server/api/http/challenge-wallet.ts';

export const dynamic = 'force-dynamic';
export const POST = challengeWallet;
