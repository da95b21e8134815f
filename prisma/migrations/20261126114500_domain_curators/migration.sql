-- CreateTable
CREATE TABLE "CurationStop" (
    "domainName" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CurationStop_pkey" PRIMARY KEY ("domainName")
);

-- AlterTable
ALTER TABLE "Collection" ADD COLUMN     "domainName" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Collection_domainName_idx" ON "Collection"("domainName");

-- What somebody curated by name stands under the domain of that name, and is shown again once they operate it.
UPDATE "Collection" k SET "domainName" = u."slug" FROM "Curator" u WHERE u."ownerId" = k."ownerId";

-- Whose curating had ended doesn't come back by that.
INSERT INTO "CurationStop" ("domainName", "reason", "stoppedAt")
SELECT "slug", 'The operator of this studio had ended the curating under this name.', "endedAt"
FROM "Curator" WHERE "endedAt" IS NOT NULL;

-- DropForeignKey
ALTER TABLE "Curator" DROP CONSTRAINT "Curator_ownerId_fkey";

-- DropTable
DROP TABLE "Curator";
