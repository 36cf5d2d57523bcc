import { expect } from 'chai'
import '../../src/index.ts'
import { loadAdapters } from '../feeds/fixture.ts'
import { deep, mount, settled } from '../helpers/mount.ts'
import { useReports } from '../helpers/reports.ts'
import { faults } from './strangers-faults.ts'
import { flooded, planFor, slipped } from './strangers-feeds.ts'
import { loadPayloads } from './strangers-payloads.ts'
import { openSmallStage, openStage, useTraps } from './strangers-stage.ts'

const { payloads, isWhole } = await loadPayloads()
const addresses = payloads.filter((payload) => /^.?https?:/i.test(payload)).slice(0, 5)

/** Round after round each field meets other payloads, and the next field the next payload. */
let met = 0
const plans = (await loadAdapters()).map(planFor)
const rounds = [0, 1, 2].flatMap(() =>
  plans.flatMap((plan) =>
    plan.floods.map((texts) => {
      const first = met
      met += texts.length
      return { plan, texts, first }
    }),
  ),
)

describe('Whatever a feed says in any of its fields, elements', () => {
  const heard = useTraps()
  const reports = useReports()
  const address = location.href

  async function expectQuiet(found: readonly string[]) {
    expect([...new Set(found)]).to.deep.equal([])
    expect(await heard()).to.deep.equal([])
    expect(reports.codes()).to.deep.equal([])
    expect(location.href).to.equal(address)
  }

  it('are told by this test from those that are not as they should be', async () => {
    const badge = await mount('statuspane-badge')
    const base = deep(badge, '.base')[0]
    const bad = document.createElement('div')
    bad.innerHTML =
      '<img><p id=x onclick=alert(1)></p><p class="title evil" part=evil style="color:red"></p><a href="https:x" target=_blank rel="noopener noreferrer"></a>'
    base?.append(...bad.childNodes)
    expect(faults(badge)).to.deep.equal([
      '<img>', '<p id="x">', '<p onclick="alert(1)">', '<p class="title evil">', '<p part="evil">', '<p style="color:red">', '<a href="https:x">',
    ])
    alert('trapped')
    await fetch('/package.json')
    await settled(() => performance.getEntriesByName(`${location.origin}/package.json`).length)
    expect(await heard()).to.deep.equal(['alert', `asked for ${location.origin}/package.json`])
  })

  it(`meet every payload${isWhole ? '' : ' (only our own, for the shared folder is missing)'}`, () => {
    expect(met).to.be.at.least(payloads.length)
    for (const { floods, adapter } of plans) expect(floods[0]?.length, adapter.entry.id).to.be.above(1)
  })

  for (const plan of plans) {
    it(`show it as text and nothing else: ${plan.adapter.entry.id}`, async () => {
      const [stage, small] = [await openStage(), await openSmallStage()]
      const found: string[] = []
      const own = rounds.filter((round) => round.plan === plan)
      for (const [i, { texts, first }] of own.entries()) {
        const snapshot = flooded(plan, texts, payloads, first)
        if (snapshot) found.push(...(await (i ? small : stage).show(snapshot)))
        else found.push('not read')
      }
      for (const [i, text] of [...plan.bound.keys()].entries()) {
        for (const payload of [...addresses, payloads[(i * 7) % payloads.length] ?? '']) {
          const snapshot = slipped(plan, text, payload)
          if (snapshot) found.push(...(await small.show(snapshot)))
        }
      }
      await expectQuiet(found)
    }).timeout(30_000)
  }
})
