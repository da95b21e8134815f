-- AlterTable
ALTER TABLE "Trial" DROP COLUMN "coveragePassages",
DROP COLUMN "isOpen",
ADD COLUMN     "chunkCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "coveragePercent" INTEGER NOT NULL DEFAULT 20,
ADD COLUMN     "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "dailySearches" INTEGER NOT NULL DEFAULT 1000,
ADD COLUMN     "dailyTokens" INTEGER NOT NULL,
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'preparing',
ADD COLUMN     "versionId" UUID NOT NULL;

-- AlterTable
ALTER TABLE "TrialUse" DROP COLUMN "detail",
DROP COLUMN "passages",
ALTER COLUMN "promptTokens" DROP DEFAULT,
ALTER COLUMN "completionTokens" DROP DEFAULT;

-- CreateTable
CREATE TABLE "TrialSpending" (
    "componentId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "person" TEXT NOT NULL DEFAULT '',
    "questions" INTEGER NOT NULL DEFAULT 0,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "searches" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "TrialSpending_pkey" PRIMARY KEY ("componentId","day","person")
);

-- CreateTable
CREATE TABLE "Comparison" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "componentId" UUID NOT NULL,
    "contentRoot" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "persons" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'asking',
    "reason" TEXT NOT NULL DEFAULT '',
    "score" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revealedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Comparison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ComparisonRow" (
    "comparisonId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "withText" TEXT,
    "withoutText" TEXT,
    "withSide" TEXT NOT NULL,
    "proof" TEXT,
    "problem" TEXT,
    "verdict" TEXT,

    CONSTRAINT "ComparisonRow_pkey" PRIMARY KEY ("comparisonId","position")
);

-- CreateTable
CREATE TABLE "HostedChunk" (
    "componentId" UUID NOT NULL,
    "buyer" TEXT NOT NULL,
    "chunkId" TEXT NOT NULL,

    CONSTRAINT "HostedChunk_pkey" PRIMARY KEY ("componentId","buyer","chunkId")
);

-- CreateTable
CREATE TABLE "HostedUse" (
    "id" UUID NOT NULL,
    "componentId" UUID NOT NULL,
    "buyer" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "passages" INTEGER NOT NULL,
    "newChunks" INTEGER NOT NULL,
    "searchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HostedUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PinnedBundle" (
    "root" TEXT NOT NULL,
    "cid" TEXT NOT NULL,
    "pinnedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PinnedBundle_pkey" PRIMARY KEY ("root")
);

-- CreateIndex
CREATE INDEX "Comparison_ownerId_idx" ON "Comparison"("ownerId");

-- CreateIndex
CREATE INDEX "Comparison_componentId_state_idx" ON "Comparison"("componentId", "state");

-- CreateIndex
CREATE INDEX "HostedUse_componentId_searchedAt_idx" ON "HostedUse"("componentId", "searchedAt");

-- CreateIndex
CREATE INDEX "HostedUse_buyer_idx" ON "HostedUse"("buyer");

-- CreateIndex
CREATE INDEX "Trial_nodeId_idx" ON "Trial"("nodeId");

-- AddForeignKey
ALTER TABLE "TrialSpending" ADD CONSTRAINT "TrialSpending_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Trial"("componentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Trial"("componentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ComparisonRow" ADD CONSTRAINT "ComparisonRow_comparisonId_fkey" FOREIGN KEY ("comparisonId") REFERENCES "Comparison"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostedChunk" ADD CONSTRAINT "HostedChunk_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Trial"("componentId") ON DELETE CASCADE ON UPDATE CASCADE;
