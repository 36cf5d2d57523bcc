import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { argv } from 'node:process'
import { toJSONSchema } from 'zod/v4/core'
import { snapshotSchema } from '../src/model/snapshot.ts'

/** An identifier, not a place: whoever serves the native format may host the schema anywhere under this ending. */
const id = 'https://statuspane.example/statuspane/v1.json'

/**
 * The JSON Schema (2020-12) of the native feed, made from the model's own schema.
 * Fields that it does not know are allowed, so that a document may carry more than we read.
 */
export function nativeSchema() {
  const { $schema, ...schema } = toJSONSchema(snapshotSchema, { target: 'draft-2020-12', io: 'input' })
  return {
    $schema,
    $id: id,
    title: 'Statuspane native feed, version 1',
    ...schema,
    properties: { $schema: { type: 'string', description: 'Ends in /statuspane/v1.json' }, ...schema.properties },
  }
}

/** Writes the schema to `dist/schema/v1.json`, or where it is told. */
export async function writeSchema(file = join(import.meta.dirname, '../dist/schema/v1.json')) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(nativeSchema(), null, 2)}\n`)
  return file
}

if (argv[1] === import.meta.filename) console.log(await writeSchema(argv[2]))
