/**
 * What an adapter expects of an object: how each field that it reads is read. It answers as a zod schema does, so
 * `read.ts` takes either; this one stands in the path of every banner, where zod would cost 4.6 KB.
 */

export interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export interface Schema<T> {
  safeParse(
    input: unknown,
  ): { readonly data: T; readonly error?: undefined } | { readonly data?: undefined; readonly error: { readonly issues: readonly Issue[] } }
}

/** What comes of a schema. */
export type Output<S> = S extends Schema<infer T> ? T : never

const wrong = Symbol('wrong')
type Field = (value: unknown) => unknown
type Fields = Readonly<Record<string, Field>>
type Read<F extends Fields> = { readonly [K in keyof F]: Exclude<ReturnType<F[K]>, typeof wrong> }

/** True for a JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text that must be there. */
export const id = (value: unknown): string | typeof wrong => (typeof value === 'string' ? value : wrong)
/** An id that may be a number, as text. */
export const key = (value: unknown): string | typeof wrong => id(typeof value === 'number' ? `${value}` : value)
export const text = (value: unknown): string | null | undefined | typeof wrong => (value == null ? undefined : id(value))
export const flag = (value: unknown): boolean | undefined | typeof wrong =>
  value == null ? undefined : typeof value === 'boolean' ? value : wrong
export const anything = (value: unknown): unknown => value

export const shape = <F extends Fields>(fields: F): Schema<Read<F>> => {
  const entries = Object.entries(fields)
  return {
    safeParse(input) {
      if (!isObject(input)) return { error: { issues: [{ path: [], message: 'no object' }] } }
      const data: Record<string, unknown> = {}
      const issues: Issue[] = []
      for (const [key, read] of entries) {
        const value = read(input[key])
        if (value === wrong) issues.push({ path: [key], message: 'of another type' })
        else if (value !== undefined) data[key] = value
      }
      return issues.length ? { error: { issues } } : { data: data as Read<F> }
    },
  }
}
