-- CreateTable
CREATE TABLE "Curator" (
    "ownerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Curator_pkey" PRIMARY KEY ("ownerId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Curator_slug_key" ON "Curator"("slug");

-- CreateIndex
CREATE INDEX "CollectionEntry_componentId_idx" ON "CollectionEntry"("componentId");

-- AddForeignKey
ALTER TABLE "Curator" ADD CONSTRAINT "Curator_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
