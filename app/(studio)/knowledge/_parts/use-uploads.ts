'use client';
import { useState } from 'react';
import { sendFile } from '#app/_ui/send-file.ts';

const atOnce = 3;

export interface UploadRow {
  id: string;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: 'waiting' | 'sending' | 'added' | 'refused';
  /** The server's sentence when it was refused. */
  reason: string | null;
}

/** Uploads files, some at a time, each with its own progress and fate. */
export function useUploads(knowledgeId: string, onAdded: () => void) {
  const [rows, setRows] = useState<UploadRow[]>([]);

  function change(id: string, update: Partial<UploadRow>) {
    setRows((all) => all.map((row) => (row.id === id ? { ...row, ...update } : row)));
  }

  async function upload(files: File[]): Promise<void> {
    const entries = files.map((file) => ({ file, row: newRow(file) }));
    setRows(entries.map(({ row }) => row));
    const rest = entries.slice();
    const lane = async () => {
      for (let entry = rest.shift(); entry; entry = rest.shift()) await uploadOne(entry.file, entry.row);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  async function uploadOne(file: File, row: UploadRow): Promise<void> {
    change(row.id, { state: 'sending' });
    const address = `/api/knowledge/${knowledgeId}/documents?name=${encodeURIComponent(row.name)}`;
    try {
      await sendFile(address, file, (sentBytes) => change(row.id, { sentBytes }));
      change(row.id, { state: 'added' });
      onAdded();
    } catch (cause) {
      change(row.id, { state: 'refused', reason: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  return { rows, upload, clear: () => setRows([]) };
}

/** A file of a dropped folder keeps its path there. */
function newRow(file: File): UploadRow {
  const path = 'path' in file && typeof file.path === 'string' ? file.path.replace(/^\.?\//, '') : file.name;
  return { id: crypto.randomUUID(), name: path, sizeBytes: file.size, sentBytes: 0, state: 'waiting', reason: null };
}
