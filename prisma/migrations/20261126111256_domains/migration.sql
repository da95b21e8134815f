-- CreateEnum
CREATE TYPE "DomainMode" AS ENUM ('allowlist', 'open');

-- CreateTable
CREATE TABLE "Domain" (
    "id" DECIMAL(78,0) NOT NULL,
    "name" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "offeredTo" TEXT,
    "mode" "DomainMode" NOT NULL,
    "createdTx" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DomainNode" (
    "domainId" DECIMAL(78,0) NOT NULL,
    "node" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "admittedAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "declinedAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "changedTx" TEXT NOT NULL,

    CONSTRAINT "DomainNode_pkey" PRIMARY KEY ("domainId","node")
);

-- CreateTable
CREATE TABLE "DomainBan" (
    "domainId" DECIMAL(78,0) NOT NULL,
    "account" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "txHash" TEXT NOT NULL,
    "bannedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DomainBan_pkey" PRIMARY KEY ("domainId","account")
);

-- CreateIndex
CREATE UNIQUE INDEX "Domain_name_key" ON "Domain"("name");

-- CreateIndex
CREATE INDEX "Domain_operator_idx" ON "Domain"("operator");

-- CreateIndex
CREATE INDEX "Domain_offeredTo_idx" ON "Domain"("offeredTo");

-- CreateIndex
CREATE INDEX "DomainNode_node_idx" ON "DomainNode"("node");
