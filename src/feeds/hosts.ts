/**
 * Hosts, with their subdomains, whose pages are one feed's. Every banner brings them along, so that a page that stands
 * there costs no request in vain; all else that tells feeds apart comes with the catalogue.
 */
const hosts: Record<string, string> = {
  statuspage: 'statuspage.io',
  openstatus: 'openstatus.dev',
  betterstack: 'betteruptime.com',
  instatus: 'instatus.com instat.us',
  upptime: 'github.com',
  statusio: 'status.io',
  heroku: 'status.heroku.com',
  statuspal: 'statuspal.io statuspal.eu',
  uptimerobot: 'stats.uptimerobot.com',
  google: 'status.cloud.google.com',
  microsoft365: 'status.cloud.microsoft',
  sorry: 'sorryapp.com',
  aws: 'health.aws.amazon.com status.aws.amazon.com',
  salesforce: 'status.salesforce.com',
  slack: 'slack-status.com status.slack.com',
  azure: 'azure.status.microsoft status.azure.com status.dev.azure.com',
  zendesk: 'status.zendesk.com',
  oneuptime: 'oneuptime.com',
}

/** The id of the feed whose host this is. */
export const feedAt = ({ hostname }: URL): string | undefined =>
  Object.keys(hosts).find((id) => hosts[id]?.split(' ').some((name) => `.${hostname}`.endsWith(`.${name}`)))

/** Matches the addresses at a feed's own hosts. */
export const hostsOf =
  (id: string) =>
  (url: URL): boolean =>
    feedAt(url) === id
