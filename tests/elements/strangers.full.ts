import { expect } from 'chai'
import '../../src/index.ts'
import { loadAdapters } from '../feeds/fixture.ts'
import { useReports } from '../helpers/reports.ts'
import { flooded, planFor, slipped } from './strangers-feeds.ts'
import { loadPayloads } from './strangers-payloads.ts'
import { openSmallStage, useTraps } from './strangers-stage.ts'

const { payloads } = await loadPayloads()
const plans = (await loadAdapters()).map(planFor)

describe(`All ${payloads.length} payloads in every field, on all elements:`, () => {
  const heard = useTraps()
  const reports = useReports()
  const address = location.href

  for (const plan of plans) {
    const { floods, bound, adapter } = plan
    const free = new Set(floods.flat())
    it(`${adapter.entry.id}, ${free.size} fields that take any text and ${bound.size} others`, async () => {
      const stage = await openSmallStage()
      const found = new Set<string>()
      for (const [i, payload] of payloads.entries()) {
        for (const texts of floods) {
          const snapshot = flooded(plan, texts, payloads, i)
          for (const fault of snapshot ? await stage.show(snapshot) : ['not read']) found.add(fault)
        }
        for (const text of bound.keys()) {
          const slip = slipped(plan, text, payload)
          if (slip) for (const fault of await stage.show(slip)) found.add(fault)
        }
      }
      expect([...found]).to.deep.equal([])
      expect(await heard()).to.deep.equal([])
      expect(reports.codes()).to.deep.equal([])
      expect(location.href).to.equal(address)
    }).timeout(3_600_000)
  }
})
