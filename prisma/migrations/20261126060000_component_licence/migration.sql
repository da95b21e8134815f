-- AlterTable
ALTER TABLE "Component" ADD COLUMN     "licence" JSONB;

-- What was installed before keeps the mark of its newest bought version.
UPDATE "Component" c SET "licence" = (
  SELECT v."licence" FROM "Version" v WHERE v."componentId" = c."id" AND v."licence" IS NOT NULL ORDER BY v."number" DESC LIMIT 1
);
