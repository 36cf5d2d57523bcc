import { type StatusSnapshot, snapshotSchema } from '../model/snapshot.ts'
import { freeze } from './feed-source.ts'
import { parseJson } from './fetch-document.ts'

// A chunk of its own, loaded where this browser has kept a snapshot: the schema is large.

/** A snapshot from what was kept of it; undefined for what is none, whoever wrote it. */
export async function recall(text: string): Promise<StatusSnapshot | undefined> {
  try {
    return freeze(snapshotSchema.parse(await parseJson(text, '')))
  } catch {
    return undefined
  }
}
