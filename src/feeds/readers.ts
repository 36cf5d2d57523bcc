import type { FeedReader } from './feed.ts'
import { reader as betterstack } from './betterstack.ts'
import { reader as cachet } from './cachet.ts'
import { reader as cstate } from './cstate.ts'
import { reader as feedxml } from './feedxml.ts'
import { reader as gatus } from './gatus.ts'
import { reader as incidentio } from './incidentio.ts'
import { reader as instatus } from './instatus.ts'
import { reader as microsoft365 } from './microsoft365.ts'
import { reader as native } from './native.ts'
import { reader as openstatus } from './openstatus.ts'
import { reader as statuspage } from './statuspage.ts'
import { reader as upptime } from './upptime.ts'
import { reader as uptimekuma } from './uptimekuma.ts'

/** Every reader of the catalogue by its id, for those who cannot wait for one to be loaded. */
export const readers: Readonly<Record<string, FeedReader>> = {
  betterstack,
  cachet,
  cstate,
  feedxml,
  gatus,
  incidentio,
  instatus,
  microsoft365,
  native,
  openstatus,
  statuspage,
  upptime,
  uptimekuma,
}
