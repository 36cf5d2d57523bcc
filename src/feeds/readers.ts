import type { FeedReader } from './feed.ts'
import { reader as apple } from './apple.ts'
import { reader as aws } from './aws.ts'
import { reader as azure } from './azure.ts'
import { reader as betterstack } from './betterstack.ts'
import { reader as cachet } from './cachet.ts'
import { reader as checkly } from './checkly.ts'
import { reader as cstate } from './cstate.ts'
import { reader as feedxml } from './feedxml.ts'
import { reader as gatus } from './gatus.ts'
import { reader as google } from './google.ts'
import { reader as health } from './health.ts'
import { reader as healthchecks } from './healthchecks.ts'
import { reader as heroku } from './heroku.ts'
import { reader as incidentio } from './incidentio.ts'
import { reader as instatus } from './instatus.ts'
import { reader as kener } from './kener.ts'
import { reader as microsoft365 } from './microsoft365.ts'
import { reader as native } from './native.ts'
import { reader as oneuptime } from './oneuptime.ts'
import { reader as openstatus } from './openstatus.ts'
import { reader as salesforce } from './salesforce.ts'
import { reader as slack } from './slack.ts'
import { reader as sorry } from './sorry.ts'
import { reader as statping } from './statping.ts'
import { reader as statusfy } from './statusfy.ts'
import { reader as statusio } from './statusio.ts'
import { reader as statusiq } from './statusiq.ts'
import { reader as statuspage } from './statuspage.ts'
import { reader as statuspal } from './statuspal.ts'
import { reader as upptime } from './upptime.ts'
import { reader as uptimekuma } from './uptimekuma.ts'
import { reader as uptimerobot } from './uptimerobot.ts'
import { reader as zendesk } from './zendesk.ts'

/** Every reader of the catalogue by its id, for those who cannot wait for one to be loaded. */
export const readers: Readonly<Record<string, FeedReader>> = {
  apple,
  aws,
  azure,
  betterstack,
  cachet,
  checkly,
  cstate,
  feedxml,
  gatus,
  google,
  health,
  healthchecks,
  heroku,
  incidentio,
  instatus,
  kener,
  microsoft365,
  native,
  oneuptime,
  openstatus,
  salesforce,
  slack,
  sorry,
  statping,
  statusfy,
  statusio,
  statusiq,
  statuspage,
  statuspal,
  upptime,
  uptimekuma,
  uptimerobot,
  zendesk,
}
