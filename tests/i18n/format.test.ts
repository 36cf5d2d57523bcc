import { expect } from 'chai'
import { formatFor } from '../../src/i18n/format.ts'
import { canonicalTag, localeFor } from '../../src/i18n/locale.ts'

/** Midday in London, one in the afternoon in Berlin; clocks change there on 29 March. */
const now = Date.parse('2026-03-10T12:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const languages = ['en-US', 'en-GB', 'de', 'ja', 'ar'] as const
const inBerlin = (lang: string) => formatFor(lang, 'Europe/Berlin', now)

/**
 * Spaces that no line ends at, as `_`. Browsers differ in thin ones, which count as the plain kind here, and in whether
 * a Japanese range has its dates in signs or with strokes: all with strokes here.
 */
const seen = (text: string) =>
  text.replace(/\u2009/g, ' ').replace(/[\u00a0\u202f]/g, '_').replace(/(\d)[年月](?=\d)/g, '$1/').replace(/(\d)日/g, '$1')

type Texts = Record<(typeof languages)[number], string>

function table(what: string, make: (lang: string) => string, expected: Texts) {
  describe(what, () => {
    for (const lang of languages) {
      it(`${lang}: ${expected[lang]}`, () => expect(seen(make(lang))).to.equal(expected[lang]))
    }
  })
}

describe('an instant', () => {
  table('of today is its time', (lang) => inBerlin(lang).time('2026-03-10T09:05:00Z'), {
    'en-US': '10:05_AM_GMT+1',
    'en-GB': '10:05_CET',
    de: '10:05_MEZ',
    ja: '10:05_GMT+1',
    ar: '10:05_ص_غرينتش+1',
  })

  table('of this year has its date', (lang) => inBerlin(lang).time('2026-03-08T22:00:00Z'), {
    'en-US': 'Mar_8, 11:00_PM_GMT+1',
    'en-GB': '8_Mar, 23:00_CET',
    de: '8._März, 23:00_MEZ',
    ja: '3/8 23:00_GMT+1',
    ar: '8_مارس، 11:00_م_غرينتش+1',
  })

  table('of another year has that too', (lang) => inBerlin(lang).time('2025-12-31T22:00:00Z'), {
    'en-US': 'Dec_31,_2025, 11:00_PM_GMT+1',
    'en-GB': '31_Dec_2025, 23:00_CET',
    de: '31._Dez._2025, 23:00_MEZ',
    ja: '2025/12/31 23:00_GMT+1',
    ar: '31_ديسمبر_2025، 11:00_م_غرينتش+1',
  })

  it('is of today as the zone has it, not the viewer', () => {
    expect(seen(formatFor('en-GB', 'Pacific/Auckland', now).time('2026-03-10T09:30:00Z'))).to.equal('10_Mar, 22:30_GMT+13')
    expect(seen(formatFor('en-GB', 'Pacific/Auckland', now).time('2026-03-10T11:30:00Z'))).to.equal('00:30_GMT+13')
  })

  it('is of this year as the zone has it', () => {
    const newYear = Date.parse('2026-01-01T05:00:00Z')
    expect(seen(formatFor('en-GB', 'America/New_York', newYear).time('2026-01-01T03:00:00Z'))).to.equal('31_Dec_2025, 22:00_GMT-5')
    expect(seen(formatFor('en-GB', 'UTC', newYear).time('2026-01-01T03:00:00Z'))).to.equal('03:00_UTC')
  })

  it('keeps the hour that comes twice apart', () => {
    const format = formatFor('en-GB', 'Europe/Berlin', Date.parse('2026-10-25T12:00:00Z'))
    expect(seen(format.time('2026-10-25T00:30:00Z'))).to.equal('02:30_CEST')
    expect(seen(format.time('2026-10-25T01:30:00Z'))).to.equal('02:30_CET')
  })
})

describe('a window', () => {
  table('within a day has its date once', (lang) => inBerlin(lang).range('2026-03-10T09:00:00Z', '2026-03-10T10:15:00Z'), {
    'en-US': 'Mar_10, 10:00 – 11:15_AM_GMT+1',
    'en-GB': '10_Mar, 10:00–11:15_CET',
    de: '10._März, 10:00–11:15_Uhr_MEZ',
    ja: '3/10 10時00分～11時15分_GMT+1',
    ar: '10_مارس، 10:00–11:15_ص_غرينتش+1',
  })

  table('over several days has both dates', (lang) => inBerlin(lang).range('2026-03-08T09:00:00Z', '2026-03-12T10:15:00Z'), {
    'en-US': 'Mar_8, 10:00_AM – Mar_12, 11:15_AM_GMT+1',
    'en-GB': '8_Mar, 10:00 – 12_Mar, 11:15_CET',
    de: '8._März, 10:00 – 12._März, 11:15_MEZ',
    ja: '3/8 10:00～3/12 11:15_GMT+1',
    ar: '8_مارس، 10:00_ص – 12_مارس، 11:15_ص_غرينتش+1',
  })

  table('over the turn of the year has both years', (lang) => inBerlin(lang).range('2025-12-30T09:00:00Z', '2026-01-02T10:15:00Z'), {
    'en-US': 'Dec_30,_2025, 10:00_AM – Jan_2,_2026, 11:15_AM_GMT+1',
    'en-GB': '30_Dec_2025, 10:00 – 2_Jan_2026, 11:15_CET',
    de: '30._Dez._2025, 10:00 – 2._Jan._2026, 11:15_MEZ',
    ja: '2025/12/30 10:00～2026/1/2 11:15_GMT+1',
    ar: '30_ديسمبر_2025، 10:00_ص – 2_يناير_2026، 11:15_ص_غرينتش+1',
  })

  table('over a change of clocks has both zones', (lang) => inBerlin(lang).range('2026-03-28T09:00:00Z', '2026-03-30T10:15:00Z'), {
    'en-US': 'Mar_28, 10:00_AM_GMT+1 – Mar_30, 12:15_PM_GMT+2',
    'en-GB': '28_Mar, 10:00_CET – 30_Mar, 12:15_CEST',
    de: '28._März, 10:00_MEZ – 30._März, 12:15_MESZ',
    ja: '3/28 10:00_GMT+1 – 3/30 12:15_GMT+2',
    ar: '28_مارس، 10:00_ص_غرينتش+1 – 30_مارس، 12:15_م_غرينتش+2',
  })

  it('has both zones within the day of the change too', () => {
    const { range } = inBerlin('en-GB')
    expect(seen(range('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'))).to.equal('29_Mar, 01:30_CET – 29_Mar, 03:30_CEST')
    expect(seen(range('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'))).to.equal('25_Oct, 02:30_CEST – 25_Oct, 02:30_CET')
  })

  it('of no length is one instant', () => {
    expect(seen(inBerlin('en-GB').range('2026-03-10T09:00:00Z', '2026-03-10T09:00:00Z'))).to.equal('10_Mar, 10:00_CET')
  })
})

describe('a duration', () => {
  for (const [ms, text] of [
    [0, '1_min'],
    [-5 * minute, '1_min'],
    [59_999, '1_min'],
    [2 * minute, '2_mins'],
    [59 * minute + 59_999, '59_mins'],
    [hour, '1_hr'],
    [2 * hour + 5 * minute, '2_hrs_5_mins'],
    [10 * hour + 5 * minute, '10_hrs'],
    [day - 1, '23_hrs'],
    [day, '1_day'],
    [5 * day + 11 * hour + 59 * minute, '5_days_11_hrs'],
    [400 * day, '400_days'],
  ] as const) {
    it(`of ${ms} ms is ${text}`, () => expect(seen(inBerlin('en-GB').duration(ms))).to.equal(text))
  }

  table('is in the words of the language', (lang) => inBerlin(lang).duration(2 * hour + 5 * minute), {
    'en-US': '2_hr_5_min',
    'en-GB': '2_hrs_5_mins',
    de: '2_Std.,_5_Min.',
    ja: '2_時間5_分',
    ar: '2_س_و5_د',
  })
})

describe('how long ago', () => {
  for (const [ms, text] of [
    [-30_000, '1_min_ago'],
    [0, '1_min_ago'],
    [90_000, '1_min_ago'],
    [59 * minute, '59_min_ago'],
    [119 * minute, '1_hr_ago'],
    [2 * day - 1, '1_day_ago'],
    [30 * day, '30_days_ago'],
  ] as const) {
    it(`${ms} ms is ${text}`, () => expect(seen(inBerlin('en-GB').ago(ms))).to.equal(text))
  }

  table('is in the words of the language', (lang) => inBerlin(lang).ago(3 * hour), {
    'en-US': '3_hr._ago',
    'en-GB': '3_hr_ago',
    de: 'vor_3_Std.',
    ja: '3_時間前',
    ar: 'قبل_3_ساعات',
  })
})

describe('a percentage', () => {
  for (const [ratio, text] of [
    [1, '100%'],
    [0.99999999, '99.99%'],
    [0.99995, '99.99%'],
    [0.9999, '99.99%'],
    [0.57, '57%'],
    [0.29, '29%'],
    [0.123456, '12.34%'],
    [0, '0%'],
  ] as const) {
    it(`of ${ratio} is ${text}`, () => expect(inBerlin('en-GB').percent(ratio)).to.equal(text))
  }

  for (const lang of languages) {
    it(`is 100 in ${lang} only where nothing is missing`, () => {
      const { percent } = inBerlin(lang)
      expect(percent(1)).to.contain('100')
      expect(percent(1 - 1e-12)).to.contain('99').and.not.to.contain('100')
    })
  }
})

describe('a list', () => {
  table('is in the words of the language', (lang) => inBerlin(lang).list(['A', 'B', 'C']), {
    'en-US': 'A, B, C',
    'en-GB': 'A, B, C',
    de: 'A, B und C',
    ja: 'A、B、C',
    ar: 'A وB وC',
  })

  it('of one or none is that', () => {
    expect(inBerlin('de').list(['A'])).to.equal('A')
    expect(inBerlin('de').list([])).to.equal('')
  })
})

describe('a calendar day', () => {
  table('stands in one piece', (lang) => inBerlin(lang).day('2026-03-01'), {
    'en-US': 'Mar_1,_2026',
    'en-GB': '1_Mar_2026',
    de: '1._März_2026',
    ja: '2026/3/1',
    ar: '1_مارس_2026',
  })

  it('is the same in every zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC', undefined]) {
      expect(seen(formatFor('en-GB', zone, now).day('2026-03-01'))).to.equal('1_Mar_2026')
    }
  })
})

describe('what is no time', () => {
  const { time, range, day: dayOf, duration, ago, percent, number } = inBerlin('en-GB')

  it('stays as it is written', () => {
    for (const text of ['soon', '', '2026-13-01T00:00:00Z']) expect(time(text)).to.equal(text)
    expect(range('soon', '2026-03-10T09:00:00Z')).to.equal('soon – 2026-03-10T09:00:00Z')
    expect(range('2026-03-10T09:00:00Z', 'later')).to.equal('2026-03-10T09:00:00Z – later')
    expect(dayOf('someday')).to.equal('someday')
  })

  it('is no duration, and nothing is said of one', () => {
    expect(duration(NaN)).to.equal('')
    expect(ago(NaN)).to.equal('')
    expect(ago(Infinity)).to.equal('')
  })

  it('throws nothing, whatever is asked', () => {
    for (const bad of [NaN, Infinity, -Infinity, undefined, null, {}, 8.64e15 + 1] as number[]) {
      for (const make of [time, duration, ago, percent, number]) expect(() => make(bad), `${make.name} ${bad}`).not.to.throw()
    }
  })
})

describe('the locale', () => {
  for (const [lang, text] of [
    ['en-GB', '10:05_CET'],
    ['EN', '10:05_AM_GMT+1'],
    ['en-US', '10:05_AM_GMT+1'],
    ['de', '10:05_AM_GMT+1'],
    ['', '10:05_AM_GMT+1'],
    ['en-', '10:05_AM_GMT+1'],
    ['en-US@posix', '10:05_AM_GMT+1'],
    ['enough', '10:05_AM_GMT+1'],
  ] as const) {
    it(`of "${lang}" speaks English and writes ${text}`, () => {
      expect(seen(localeFor(lang, 'Europe/Berlin', now).format.time('2026-03-10T09:05:00Z'))).to.equal(text)
    })
  }
})

describe('the locale, asked again,', () => {
  const of = (lang = 'en-GB', zone = 'Asia/Kathmandu', at = '2026-03-10T18:00:00Z') => localeFor(lang, zone, Date.parse(at))

  it('is the very same within a quarter of an hour', () => {
    const first = of()
    expect(of('en-GB', 'Asia/Kathmandu', '2026-03-10T18:14:59Z')).to.equal(first)
    expect(of('en-US')).not.to.equal(first)
    expect(of('en-GB', 'UTC')).not.to.equal(of())
  })

  it('is another as soon as a day begins, be it at a quarter past', () => {
    const time = (at: string) => seen(of('en-GB', 'Asia/Kathmandu', at).format.time('2026-03-10T18:00:00Z'))
    expect(time('2026-03-10T18:14:59Z')).to.equal('23:45_GMT+5:45')
    expect(time('2026-03-10T18:15:00Z')).to.equal('10_Mar, 23:45_GMT+5:45')
  })
})

describe('a language tag', () => {
  for (const [text, tag] of [
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    ['de-CH-1996', 'de-CH-1996'],
    ['en_GB', undefined],
    ['', undefined],
    ['x', undefined],
    [5, undefined],
  ] as const) {
    it(`${JSON.stringify(text)} is ${tag}`, () => expect(canonicalTag(text)).to.equal(tag))
  }
})
