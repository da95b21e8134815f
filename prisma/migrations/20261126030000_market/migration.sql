-- AlterEnum
ALTER TYPE "ComponentKind" ADD VALUE 'agent';

-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "parents" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Component" ADD COLUMN     "parents" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "Version" ADD COLUMN     "licence" JSONB,
ADD COLUMN     "sealedBlobId" UUID;

-- CreateTable
CREATE TABLE "SaleTerms" (
    "componentId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "choices" JSONB NOT NULL,
    "voucher" JSONB,
    "digest" TEXT,
    "signature" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "deedId" DECIMAL(78,0),
    "listedAt" TIMESTAMPTZ(3),
    "takenDownAt" TIMESTAMPTZ(3),
    "takenDownReason" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SaleTerms_pkey" PRIMARY KEY ("componentId")
);

-- CreateTable
CREATE TABLE "ContentKey" (
    "versionId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "contentRoot" TEXT NOT NULL,
    "cipherRoot" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "envelope" JSONB NOT NULL,
    "blobId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentKey_pkey" PRIMARY KEY ("versionId")
);

-- CreateTable
CREATE TABLE "SaleCheck" (
    "versionId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SaleCheck_pkey" PRIMARY KEY ("versionId","kind")
);

-- CreateTable
CREATE TABLE "ChunkHash" (
    "contentRoot" TEXT NOT NULL,
    "hash" BIGINT NOT NULL,

    CONSTRAINT "ChunkHash_pkey" PRIMARY KEY ("contentRoot","hash")
);

-- CreateTable
CREATE TABLE "MarketPage" (
    "componentId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "readme" TEXT NOT NULL DEFAULT '',
    "samples" JSONB NOT NULL DEFAULT '[]',
    "language" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "coverBlobId" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarketPage_pkey" PRIMARY KEY ("componentId")
);

-- CreateTable
CREATE TABLE "Collection" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionEntry" (
    "collectionId" UUID NOT NULL,
    "componentId" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "CollectionEntry_pkey" PRIMARY KEY ("collectionId","componentId")
);

-- CreateTable
CREATE TABLE "Rating" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "wallet" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Report" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "componentId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "resolution" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Trial" (
    "componentId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "nodeId" UUID NOT NULL,
    "modelId" TEXT NOT NULL,
    "isOpen" BOOLEAN NOT NULL DEFAULT true,
    "dailyQuestions" INTEGER NOT NULL,
    "personQuestions" INTEGER NOT NULL,
    "isHosted" BOOLEAN NOT NULL DEFAULT false,
    "passagesPerCall" INTEGER NOT NULL DEFAULT 3,
    "callsPerMinute" INTEGER NOT NULL DEFAULT 10,
    "coveragePassages" INTEGER NOT NULL DEFAULT 100,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Trial_pkey" PRIMARY KEY ("componentId")
);

-- CreateTable
CREATE TABLE "TrialUse" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "componentId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "promptTokens" INTEGER NOT NULL DEFAULT 0,
    "completionTokens" INTEGER NOT NULL DEFAULT 0,
    "passages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "detail" JSONB NOT NULL DEFAULT '{}',
    "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrialUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LibraryEntry" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "componentId" UUID,
    "number" INTEGER NOT NULL DEFAULT 0,
    "contentRoot" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LibraryEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveredKey" (
    "purchaseId" DECIMAL(78,0) NOT NULL,
    "ownerId" UUID NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "number" INTEGER NOT NULL,
    "contentRoot" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "envelope" JSONB,
    "txHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeliveredKey_pkey" PRIMARY KEY ("purchaseId")
);

-- CreateTable
CREATE TABLE "KeyReleaseLog" (
    "id" UUID NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "contentRoot" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "wallet" TEXT NOT NULL DEFAULT '',
    "ground" TEXT NOT NULL,
    "scope" INTEGER NOT NULL DEFAULT 0,
    "lockTx" TEXT NOT NULL DEFAULT '',
    "releasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "freedAt" TIMESTAMPTZ(3),

    CONSTRAINT "KeyReleaseLog_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SaleTerms_digest_key" ON "SaleTerms"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "SaleTerms_deedId_key" ON "SaleTerms"("deedId");

-- CreateIndex
CREATE INDEX "SaleTerms_ownerId_idx" ON "SaleTerms"("ownerId");

-- CreateIndex
CREATE INDEX "SaleTerms_state_idx" ON "SaleTerms"("state");

-- CreateIndex
CREATE INDEX "ContentKey_ownerId_idx" ON "ContentKey"("ownerId");

-- CreateIndex
CREATE INDEX "ContentKey_contentRoot_idx" ON "ContentKey"("contentRoot");

-- CreateIndex
CREATE INDEX "ContentKey_cipherRoot_idx" ON "ContentKey"("cipherRoot");

-- CreateIndex
CREATE INDEX "SaleCheck_ownerId_idx" ON "SaleCheck"("ownerId");

-- CreateIndex
CREATE INDEX "ChunkHash_hash_idx" ON "ChunkHash"("hash");

-- CreateIndex
CREATE INDEX "MarketPage_ownerId_idx" ON "MarketPage"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Collection_slug_key" ON "Collection"("slug");

-- CreateIndex
CREATE INDEX "Collection_ownerId_idx" ON "Collection"("ownerId");

-- CreateIndex
CREATE INDEX "Rating_ownerId_idx" ON "Rating"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Rating_deedId_ownerId_key" ON "Rating"("deedId", "ownerId");

-- CreateIndex
CREATE INDEX "Report_ownerId_idx" ON "Report"("ownerId");

-- CreateIndex
CREATE INDEX "Report_state_idx" ON "Report"("state");

-- CreateIndex
CREATE INDEX "Report_componentId_idx" ON "Report"("componentId");

-- CreateIndex
CREATE INDEX "Trial_ownerId_idx" ON "Trial"("ownerId");

-- CreateIndex
CREATE INDEX "TrialUse_componentId_usedAt_idx" ON "TrialUse"("componentId", "usedAt");

-- CreateIndex
CREATE INDEX "TrialUse_ownerId_idx" ON "TrialUse"("ownerId");

-- CreateIndex
CREATE INDEX "LibraryEntry_componentId_idx" ON "LibraryEntry"("componentId");

-- CreateIndex
CREATE UNIQUE INDEX "LibraryEntry_ownerId_deedId_key" ON "LibraryEntry"("ownerId", "deedId");

-- CreateIndex
CREATE INDEX "DeliveredKey_ownerId_idx" ON "DeliveredKey"("ownerId");

-- CreateIndex
CREATE INDEX "DeliveredKey_contentRoot_idx" ON "DeliveredKey"("contentRoot");

-- CreateIndex
CREATE INDEX "KeyReleaseLog_deedId_wallet_idx" ON "KeyReleaseLog"("deedId", "wallet");

-- CreateIndex
CREATE INDEX "KeyReleaseLog_node_idx" ON "KeyReleaseLog"("node");

-- AddForeignKey
ALTER TABLE "Version" ADD CONSTRAINT "Version_sealedBlobId_fkey" FOREIGN KEY ("sealedBlobId") REFERENCES "Blob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SaleTerms" ADD CONSTRAINT "SaleTerms_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentKey" ADD CONSTRAINT "ContentKey_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContentKey" ADD CONSTRAINT "ContentKey_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SaleCheck" ADD CONSTRAINT "SaleCheck_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarketPage" ADD CONSTRAINT "MarketPage_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarketPage" ADD CONSTRAINT "MarketPage_coverBlobId_fkey" FOREIGN KEY ("coverBlobId") REFERENCES "Blob"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionEntry" ADD CONSTRAINT "CollectionEntry_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionEntry" ADD CONSTRAINT "CollectionEntry_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Trial" ADD CONSTRAINT "Trial_componentId_fkey" FOREIGN KEY ("componentId") REFERENCES "Component"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrialUse" ADD CONSTRAINT "TrialUse_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LibraryEntry" ADD CONSTRAINT "LibraryEntry_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveredKey" ADD CONSTRAINT "DeliveredKey_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
