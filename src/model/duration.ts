const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const short = /^(\d+)\s*([smhdw])$/
const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** Reads `90m`, `24h`, `2d` or an ISO 8601 duration without years and months (`PT24H`) as ms; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const simple = short.exec(text.trim().toLowerCase())
  if (simple) return Number(simple[1]) * unitMs[simple[2] as keyof typeof unitMs]
  const parts = iso.exec(text.trim().toUpperCase())
  if (!parts || !/\d/.test(text)) return undefined
  const sizes = [unitMs.w, unitMs.d, unitMs.h, unitMs.m, unitMs.s]
  return sizes.reduce((sum, size, i) => sum + size * Number(parts[i + 1] ?? 0), 0)
}
