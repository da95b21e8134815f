-- CreateEnum
CREATE TYPE "DeedKind" AS ENUM ('model', 'knowledge', 'dataset', 'prompt', 'tool', 'plugin', 'agent');

-- CreateEnum
CREATE TYPE "PurchaseState" AS ENUM ('held', 'delivered', 'paid', 'refunded', 'disputed');

-- CreateEnum
CREATE TYPE "ListingKind" AS ENUM ('deed', 'licence');

-- CreateEnum
CREATE TYPE "ListingState" AS ENUM ('open', 'cancelled', 'bought', 'stale');

-- CreateEnum
CREATE TYPE "LedgerSource" AS ENUM ('licence', 'parent', 'protocol', 'deed', 'resale', 'royalty', 'bond', 'refund', 'other');

-- CreateTable
CREATE TABLE "ChainCursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "chainKey" TEXT NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "blockHash" TEXT NOT NULL,
    "headNumber" INTEGER NOT NULL,
    "rewinds" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChainCursor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChainBlock" (
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "hasEvents" BOOLEAN NOT NULL,

    CONSTRAINT "ChainBlock_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "ChainEvent" (
    "id" TEXT NOT NULL,
    "blockNumber" INTEGER NOT NULL,
    "blockTime" TIMESTAMPTZ(3) NOT NULL,
    "logIndex" INTEGER NOT NULL,
    "txHash" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "args" JSONB NOT NULL,

    CONSTRAINT "ChainEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deed" (
    "id" DECIMAL(78,0) NOT NULL,
    "kind" "DeedKind" NOT NULL,
    "creator" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "keyIssuer" TEXT NOT NULL,
    "askBps" INTEGER NOT NULL,
    "royaltyBps" INTEGER NOT NULL,
    "uri" TEXT NOT NULL,
    "parents" JSONB NOT NULL,
    "voucher" TEXT,
    "versionCount" INTEGER NOT NULL DEFAULT 0,
    "transferNonce" INTEGER NOT NULL DEFAULT 0,
    "mintedTx" TEXT NOT NULL,
    "mintedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Deed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeedVersion" (
    "deedId" DECIMAL(78,0) NOT NULL,
    "number" INTEGER NOT NULL,
    "contentRoot" TEXT NOT NULL,
    "manifestHash" TEXT NOT NULL,
    "cid" TEXT NOT NULL,
    "keyCommitment" TEXT,
    "licenceHash" TEXT NOT NULL,
    "txHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeedVersion_pkey" PRIMARY KEY ("deedId","number")
);

-- CreateTable
CREATE TABLE "DeedScope" (
    "deedId" DECIMAL(78,0) NOT NULL,
    "scope" INTEGER NOT NULL,
    "supplyCap" DECIMAL(78,0),
    "durationSeconds" BIGINT,
    "isSoulbound" BOOLEAN NOT NULL,
    "supply" DECIMAL(78,0) NOT NULL DEFAULT 0,

    CONSTRAINT "DeedScope_pkey" PRIMARY KEY ("deedId","scope")
);

-- CreateTable
CREATE TABLE "DeedOffer" (
    "deedId" DECIMAL(78,0) NOT NULL,
    "scope" INTEGER NOT NULL,
    "asset" TEXT NOT NULL,
    "price" DECIMAL(78,0) NOT NULL,

    CONSTRAINT "DeedOffer_pkey" PRIMARY KEY ("deedId","scope","asset")
);

-- CreateTable
CREATE TABLE "LicenceHolding" (
    "deedId" DECIMAL(78,0) NOT NULL,
    "scope" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "units" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "heldUnits" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "lockedUnits" DECIMAL(78,0) NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "transferNonce" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "LicenceHolding_pkey" PRIMARY KEY ("deedId","scope","account")
);

-- CreateTable
CREATE TABLE "MarketPurchase" (
    "purchaseId" DECIMAL(78,0) NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "version" INTEGER NOT NULL,
    "scope" INTEGER NOT NULL,
    "quantity" DECIMAL(78,0) NOT NULL,
    "buyer" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "price" DECIMAL(78,0) NOT NULL,
    "isHeld" BOOLEAN NOT NULL,
    "isRenewal" BOOLEAN NOT NULL,
    "state" "PurchaseState" NOT NULL,
    "deadline" TIMESTAMPTZ(3),
    "sealTo" TEXT NOT NULL,
    "sealedKey" TEXT,
    "refundReason" TEXT,
    "txHash" TEXT NOT NULL,
    "boughtAt" TIMESTAMPTZ(3) NOT NULL,
    "changedTx" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarketPurchase_pkey" PRIMARY KEY ("purchaseId")
);

-- CreateTable
CREATE TABLE "MarketListing" (
    "listingId" DECIMAL(78,0) NOT NULL,
    "kind" "ListingKind" NOT NULL,
    "seller" TEXT NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "scope" INTEGER,
    "units" DECIMAL(78,0) NOT NULL,
    "asset" TEXT NOT NULL,
    "price" DECIMAL(78,0) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "transferNonce" DECIMAL(78,0) NOT NULL,
    "state" "ListingState" NOT NULL,
    "buyer" TEXT,
    "fee" DECIMAL(78,0),
    "royaltyReceiver" TEXT,
    "royalty" DECIMAL(78,0),
    "txHash" TEXT NOT NULL,
    "listedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedTx" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarketListing_pkey" PRIMARY KEY ("listingId")
);

-- CreateTable
CREATE TABLE "LedgerCredit" (
    "id" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "payer" TEXT NOT NULL,
    "amount" DECIMAL(78,0) NOT NULL,
    "deedId" DECIMAL(78,0) NOT NULL,
    "source" "LedgerSource" NOT NULL,
    "txHash" TEXT NOT NULL,
    "creditedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerCredit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerClaim" (
    "id" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount" DECIMAL(78,0) NOT NULL,
    "txHash" TEXT NOT NULL,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChainNode" (
    "node" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "payout" TEXT NOT NULL,
    "metadataHash" TEXT NOT NULL,
    "pendingPayout" TEXT,
    "payoutReadyAt" TIMESTAMPTZ(3),
    "linkedTx" TEXT NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChainNode_pkey" PRIMARY KEY ("node")
);

-- CreateTable
CREATE TABLE "RelayTransaction" (
    "key" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "nonce" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RelayTransaction_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "ChainEvent_blockNumber_logIndex_idx" ON "ChainEvent"("blockNumber", "logIndex");

-- CreateIndex
CREATE INDEX "ChainEvent_name_idx" ON "ChainEvent"("name");

-- CreateIndex
CREATE INDEX "Deed_creator_idx" ON "Deed"("creator");

-- CreateIndex
CREATE INDEX "Deed_owner_idx" ON "Deed"("owner");

-- CreateIndex
CREATE INDEX "Deed_voucher_idx" ON "Deed"("voucher");

-- CreateIndex
CREATE INDEX "DeedVersion_contentRoot_idx" ON "DeedVersion"("contentRoot");

-- CreateIndex
CREATE INDEX "LicenceHolding_account_idx" ON "LicenceHolding"("account");

-- CreateIndex
CREATE INDEX "MarketPurchase_deedId_idx" ON "MarketPurchase"("deedId");

-- CreateIndex
CREATE INDEX "MarketPurchase_buyer_idx" ON "MarketPurchase"("buyer");

-- CreateIndex
CREATE INDEX "MarketPurchase_recipient_idx" ON "MarketPurchase"("recipient");

-- CreateIndex
CREATE INDEX "MarketPurchase_state_idx" ON "MarketPurchase"("state");

-- CreateIndex
CREATE INDEX "MarketListing_deedId_idx" ON "MarketListing"("deedId");

-- CreateIndex
CREATE INDEX "MarketListing_seller_idx" ON "MarketListing"("seller");

-- CreateIndex
CREATE INDEX "MarketListing_state_idx" ON "MarketListing"("state");

-- CreateIndex
CREATE INDEX "LedgerCredit_account_asset_idx" ON "LedgerCredit"("account", "asset");

-- CreateIndex
CREATE INDEX "LedgerCredit_deedId_idx" ON "LedgerCredit"("deedId");

-- CreateIndex
CREATE INDEX "LedgerClaim_account_asset_idx" ON "LedgerClaim"("account", "asset");

-- CreateIndex
CREATE INDEX "ChainNode_owner_idx" ON "ChainNode"("owner");

-- CreateIndex
CREATE INDEX "ChainNode_payout_idx" ON "ChainNode"("payout");

-- CreateIndex
CREATE INDEX "RelayTransaction_sender_idx" ON "RelayTransaction"("sender");
