-- AlterTable
ALTER TABLE "Wallet" ADD COLUMN     "delegatedAt" TIMESTAMPTZ(0),
ALTER COLUMN "delegationSignature" DROP NOT NULL;

-- CreateTable
CREATE TABLE "WalletChallenge" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WalletChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Allowance" (
    "key" TEXT NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "Allowance_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "WalletChallenge_expiresAt_idx" ON "WalletChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "Allowance_endsAt_idx" ON "Allowance"("endsAt");
