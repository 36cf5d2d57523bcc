const form = /^(\d+\s*[smhdw]|P(?=.*\d)(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$/i
const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Reads `90m`, `24h`, `2d` or an ISO 8601 duration without years and months (`PT24H`) as ms; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const duration = text.trim().toLowerCase()
  if (!form.test(duration)) return undefined
  const parts = duration.matchAll(/(\d+)\s*([smhdw])/g)
  return Array.from(parts, ([, count, unit = '']) => Number(count) * (unitMs[unit] ?? 0)).reduce((sum, ms) => sum + ms)
}
