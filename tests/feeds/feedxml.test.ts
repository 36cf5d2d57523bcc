import { expect } from 'chai'
import { catalogue } from '../../src/feeds/catalogue.ts'
import { FeedShapeError } from '../../src/feeds/feed.ts'
import { reader } from '../../src/feeds/feedxml.ts'

/** Each peculiarity of a history in XML, with the least document that shows it. */

const escape = (html: string) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const address = 'https://status.brightwater.example/history.atom'
const parse = (history: string) => reader.parse({ history }, address)
const atom = (entries: string, head = '<title>Brightwater Status</title>') => parse(`<feed xmlns="http://www.w3.org/2005/Atom">${head}${entries}</feed>`)
const rss = (items: string, head = '<title>Brightwater Status</title>') => parse(`<rss version="2.0"><channel>${head}${items}</channel></rss>`)
const entry = (html: string, { id = 'tag:status.brightwater.example,2005:Incident/7', published = '2026-05-04T12:00:00Z', updated = '', title = 'Fog' } = {}) =>
  `<entry><id>${id}</id><published>${published}</published><updated>${updated || published}</updated><title>${title}</title><content type="html">${escape(html)}</content></entry>`
const item = (html: string, { title = 'Fog', date = 'Mon, 04 May 2026 12:00:00 GMT', guid = 'https://b.example/incidents/7', more = '' } = {}) =>
  `<item><title>${title}</title><guid>${guid}</guid><link>${guid}</link><pubDate>${date}</pubDate>${more}<description><![CDATA[${html}]]></description></item>`
const told = (time: string, word: string, body = 'words') => `<p><small>${time}</small><br><strong>${word}</strong> - ${body}</p>`
const iso = (clock: string, day = '04') => `2026-05-${day}T${clock}:00.000Z`
const words = (event: { updates: { at: string; status: string }[] } | undefined) => event?.updates.map((u) => `${u.at.slice(11, 16)} ${u.status}`)

describe('a history', () => {
  it('never says that all is well', () => {
    const snapshot = atom(entry(told('May 4, 12:00 UTC', 'Resolved')))
    expect(snapshot).to.include({ indicator: 'unknown' }).and.not.to.have.property('claim')
    expect(snapshot.components).to.deep.equal([])
    expect(atom('')).to.deep.include({ indicator: 'unknown', incidents: [], maintenances: [], problems: [] })
  })
  it('is known by its root, and a web page is not', () => {
    const known = (text: unknown) => catalogue.find(({ recognise }) => recognise?.(text))?.id
    expect(known('<?xml version="1.0"?>\n<!-- made by hand --><rss version="2.0"></rss>')).to.equal('feedxml')
    expect(known('\ufeff<feed xmlns="http://www.w3.org/2005/Atom">')).to.equal('feedxml')
    for (const text of ['<!doctype html><link title="RSS" href="/feed">', '<svg/>', '<rssx>', 'rss', ['<rss>']]) expect(known(text)).to.equal(undefined)
  })
  it('of another kind of XML is refused', () => {
    for (const text of ['<svg/>', 'no', '<rss>']) expect(() => parse(text)).to.throw(FeedShapeError)
  })
  it('has its page’s name and address', () => {
    expect(atom('', '<title>Boats Status - Incident History</title><link rel="self" href="https://b.example/history.atom"/><link rel="alternate" href="https://b.example"/>').page).to.deep.equal({ name: 'Boats Status', url: 'https://b.example/' })
    expect(rss('', '<title>Incidents | Boats</title><link>b.example/status</link>').page).to.deep.equal({ name: 'Boats', url: 'https://b.example/status' })
    expect(rss('', '').page).to.deep.equal({ name: '' })
  })
})

describe('the updates of an entry', () => {
  it('are told apart by their times, newest first whatever their order', () => {
    const html = told('May 4, 09:00 UTC', 'Investigating') + told('May 4, 12:00 UTC', 'Resolved') + told('May 4, 10:30 UTC', 'Identified')
    expect(words(atom(entry(html)).incidents[0])).to.deep.equal(['12:00 resolved', '10:30 identified', '09:00 investigating'])
  })
  it('called "Update" keep the status of the one before', () => {
    const event = atom(entry(told('May 4, 12:00 UTC', 'Update') + told('May 4, 11:00 UTC', 'Monitoring') + told('May 4, 10:00 UTC', 'Investigating'))).incidents[0]
    expect(words(event)).to.deep.equal(['12:00 monitoring', '11:00 monitoring', '10:00 investigating'])
    expect(event).to.include({ status: 'monitoring' }).and.not.to.have.property('resolvedAt')
  })
  it('end an event at the word that closed it, not at the last edit nor the postmortem', () => {
    const html = told('May 5, 08:00 UTC', 'Postmortem') + told('May 4, 12:00 UTC', 'Resolved') + told('May 4, 11:00 UTC', 'Investigating')
    expect(atom(entry(html, { published: '2026-05-05T08:00:00Z', updated: '2026-05-19T00:00:00Z' })).incidents[0]).to.include({ status: 'postmortem', resolvedAt: iso('12:00') })
  })
  it('are in the zone that the entry’s own time proves, whatever the abbreviation says', () => {
    const html = told('May 4, 05:00 PST', 'Resolved') + told('May 4, 04:10 PST', 'Investigating')
    expect(words(atom(entry(html)).incidents[0])).to.deep.equal(['12:00 resolved', '11:10 investigating'])
    expect(words(atom(entry(told('May 4, 20:00 CST', 'Investigating'))).incidents[0])).to.deep.equal(['12:00 investigating'])
    expect(words(atom(entry(told('May 4, 17:30 IST', 'Investigating'))).incidents[0])).to.deep.equal(['12:00 investigating'])
  })
  it('in a zone that nothing proves are left out and named', () => {
    const snapshot = atom(entry(told('May 3, 17:11 IST', 'Investigating')))
    expect(snapshot.incidents).to.deep.equal([])
    expect(snapshot.problems).to.have.length(2)
  })
  it('cross the new year', () => {
    const html = told('Jan 1, 00:20 UTC', 'Resolved') + told('Dec 31, 23:40 UTC', 'Investigating')
    expect(atom(entry(html, { published: '2026-01-01T00:20:00Z' })).incidents[0]?.startedAt).to.equal('2025-12-31T23:40:00.000Z')
  })
  it('without a time have that of the one above, and that is said', () => {
    const snapshot = atom(entry('<p><strong>Monitoring</strong> - one</p><p><strong>Investigating</strong> - two</p>'))
    expect(words(snapshot.incidents[0])).to.deep.equal(['12:00 monitoring', '12:00 investigating'])
    expect(snapshot.problems).to.have.length(1)
  })
  it('in a word of its own are unknown, labelled and named', () => {
    const snapshot = atom(entry(told('May 4, 12:00 UTC', 'Pondering')))
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', statusLabel: 'Pondering' })
    expect(snapshot.problems).to.have.length(1)
  })
  it('are HTML, or text where they have neither tag nor reference; strong words in them end nothing', () => {
    const body = 'One<br /><strong>Note</strong> - two &amp; <a href="https://b.example">three</a>'
    expect(atom(entry(told('May 4, 12:00 UTC', 'Update', body))).incidents[0]?.updates).to.deep.include({ id: '1', status: 'unknown', statusLabel: 'Update', at: iso('12:00'), body, format: 'html' })
    expect(atom(entry(told('May 4, 12:00 UTC', 'Resolved', 'plain'))).incidents[0]?.updates[0]).to.include({ body: 'plain', format: 'text' })
  })
  it('of Datadog are shouted, on a clock of twelve hours', () =>
    expect(words(rss(item(told('May 4, 10:33 PM UTC', 'RESOLVED'), { date: 'Mon, 04 May 2026 22:33:00 GMT' })).incidents[0])).to.deep.equal(['22:33 resolved']))
})

describe('what is planned', () => {
  const window = '<p><strong>THIS IS A SCHEDULED EVENT May <var>9</var>, <var>22:00</var> CEST &nbsp;-&nbsp; May <var>10</var>, <var>04:00</var> CEST</strong></p>'
  it('has its window while it lies ahead, when the entry’s time is the planned start', () =>
    expect(atom(entry(window + told('May 2, 11:00 CEST', 'Scheduled'), { published: iso('20:00', '09'), updated: iso('09:00', '02') })).maintenances[0]).to.deep.include({ status: 'scheduled', scheduledStart: iso('20:00', '09'), scheduledEnd: iso('02:00', '10') }))
  it('has none once it runs', () => {
    const event = atom(entry(told('May 4, 12:00 UTC', 'In progress') + told('May 1, 08:00 UTC', 'Scheduled'))).maintenances[0]
    expect(event).to.include({ status: 'in_progress', startedAt: iso('12:00') }).and.not.to.have.any.keys('scheduledStart', 'scheduledEnd', 'completedAt')
  })
  it('makes the whole a maintenance while it runs', () => expect(atom(entry(told('May 4, 12:00 UTC', 'Verifying'))).indicator).to.equal('maintenance'))
  it('by Instatus is "Identified" before its start and after it, oldest first, with a stop too many', () => {
    const html = `<p><strong>Type:</strong> Maintenance</p><p><strong>Duration:</strong> 2 days</p><p><strong>Affected Components:</strong> Mail, Web</p>${told('May 1, 08:00:00 GMT+0', 'Identified', 'Soon..')}${told('May 4, 12:00:00 GMT+0', 'Identified', 'Now..')}${told('May 6, 12:00:00 GMT+0', 'Completed', 'And so on...')}`
    const snapshot = atom(entry(html, { id: 'tag:b.example,2005:Maintenance/cm9', updated: iso('12:00', '06') }))
    expect(snapshot.maintenances[0]).to.deep.include({ status: 'completed', scheduledStart: iso('12:00'), startedAt: iso('12:00'), completedAt: iso('12:00', '06'), componentIds: ['Mail', 'Web'] })
    expect(snapshot.maintenances[0]?.updates.map((u) => [u.status, u.body])).to.deep.equal([['completed', 'And so on...'], ['in_progress', 'Now.'], ['scheduled', 'Soon.']])
  })
})

describe('providers', () => {
  it('incident.io tells the newest status only; its Atom dates the update, its RSS the start', () => {
    const html = '<b>Status: Resolved</b><br/><br/>All boats run.<br/><br/><b>Affected components</b><ul><li>Piers (Operational)</li></ul>'
    const id = 'https://b.example//incidents/01KQS00M00AAAAAAAAAAAAAAAA'
    const updated = `<entry><id>${id}</id><title>Fog</title><link href="${id}"/><updated>2026-05-04T12:00:00Z</updated><content type="html"><![CDATA[${html}]]></content></entry>`
    const event = atom(updated, '<generator>incident.io</generator>').incidents[0]
    expect(event).to.include({ status: 'resolved', startedAt: iso('08:00'), resolvedAt: iso('12:00'), url: id.replace('e//', 'e/') })
    expect(event?.updates[0]?.body).to.match(/^All boats run/).and.to.contain('Piers (Operational)')
    expect(rss(item(html, { guid: id, date: 'Mon, 04 May 2026 07:30:00 GMT' })).incidents[0]).to.include({ status: 'resolved', startedAt: iso('07:30') }).and.not.to.have.property('resolvedAt')
  })
  it('Better Stack writes an item for each update, and for going down and coming back', () => {
    const head = '<title>Incidents | Boats</title>'
    const reports = rss(item('## Summary\nTwo', { guid: 'https://b.example/incident/5#bbb', date: 'Mon, 04 May 2026 13:00:00 -0000', title: '[Resolved] Fog' }) + item('One', { guid: 'https://b.example/incident/5#aaa', title: 'Fog' }), head)
    expect(reports.incidents).to.have.length(2)
    const twice = (title: string, date: string) => `<item><title>${title}</title><guid>https://b.example/#f00</guid><link>https://b.example</link><pubDate>${date}</pubDate><description></description></item>`
    const down = rss(twice('Piers recovered', 'Mon, 04 May 2026 12:09:00 -0000') + twice('Piers went down', 'Mon, 04 May 2026 12:00:00 -0000'), head)
    expect(down.incidents).to.have.length(1)
    expect(words(down.incidents[0])).to.deep.equal(['12:09 resolved', '12:00 investigating'])
  })
  it('AWS names old items anew when all is over: one event, an item for each update', () => {
    const aws = (title: string, guid: string, date: string) => item('&lt;b&gt;Words&lt;/b&gt;', { title, guid: `https://b.example/#ec2_${guid}`, date })
    const snapshot = rss(
      aws('Service is operating normally: [RESOLVED] Errors', '2', 'Mon, 04 May 2026 05:00:00 PDT') + aws('Service is operating normally: Errors', '1', 'Mon, 04 May 2026 04:00:00 PDT') + aws('Performance issues: Slow', '0', 'Fri, 01 May 2026 04:00:00 PDT'),
      '<generator>AWS Service Health Dashboard RSS Generator</generator>',
    )
    expect(snapshot.incidents.map((i) => [i.title, i.status, i.updates.length])).to.deep.equal([['Errors', 'resolved', 2], ['Slow', 'investigating', 1]])
    expect(snapshot.incidents[0]?.updates[0]).to.include({ body: '<b>Words</b>', format: 'html' })
  })
  it('Azure lists what is open, outside its channel if need be', () => {
    const snapshot = parse(`<rss><channel><title>Azure Status</title><lastBuildDate>Mon, 04 May 2026 12:00:00 Z</lastBuildDate></channel>${item('Fog in the west')}${item('Mitigated at noon', { guid: 'b' })}</rss>`)
    expect(snapshot.incidents.map((i) => i.status)).to.deep.equal(['investigating', 'resolved'])
    expect(snapshot.generatedAt).to.equal(iso('12:00'))
    expect(parse('<rss><channel><title>Azure Status</title></channel></rss>').indicator).to.equal('unknown')
  })
  it('x.ai says active and how bad it is', () => {
    const event = rss(item('<h3>Status: ACTIVE</h3><p>Severity: outage</p><div>Fog</div>')).incidents[0]
    expect(event).to.include({ status: 'unknown', statusLabel: 'ACTIVE', impact: 'major' }).and.not.to.have.property('resolvedAt')
    expect(rss(item('<h3>Status: RESOLVED</h3><p>Severity: odd</p>')).problems.map((p) => p.message)).to.deep.equal(['unknown word "odd"'])
  })
  it('that tell no status have told of the past', () => {
    const snapshot = rss(item('Some words'))
    expect(snapshot).to.include({ indicator: 'unknown' })
    expect(snapshot.incidents[0]).to.include({ status: 'unknown', resolvedAt: iso('12:00') })
    expect(snapshot.problems).to.have.length(1)
  })
  it('may repeat an id: what differs is another event, what does not is named', () => {
    const snapshot = rss(item('One') + item('Two', { title: 'Wind' }) + item('One again'))
    expect(snapshot.incidents.map((i) => i.title)).to.deep.equal(['Fog', 'Wind'])
    expect(snapshot.problems.map((p) => p.path)).to.include('history.entries.2')
  })
  it('may link without a scheme, or to what is no address', () => {
    expect(rss(item('[x]', { guid: 'b.example/incidents/1' })).incidents[0]?.url).to.equal('https://b.example/incidents/1')
    const unsafe = rss(item('[x]', { guid: 'javascript:alert(1)' }))
    expect(unsafe.incidents[0]).not.to.have.property('url')
  })
})
