import { compile, isRegistered, type JSONValue, TreeInterpreter } from '@jmespath-community/jmespath'
import { FeedShapeError } from './feed.ts'
import { isObject } from './shape.ts'

/**
 * The expressions of a mapping: JMESPath as its community has it (https://jmespath.site), which adds `items`, `split`,
 * `let` and `$` to the original. What they are applied to is not trusted, so each read of a feed has a number of steps
 * that all its expressions share; nothing else could stop a filter within a filter over long lists.
 */

/** At some 10 million a second; a feed of 1,000 components and 100 incidents takes about 30,000. */
const maxSteps = 4_000_000

export interface Expression {
  /** Where it stands in the mapping: "components.id". */
  readonly path: string
  readonly text: string
  readonly node: ReturnType<typeof compile>
  /** Each name that it asks for. */
  readonly names: ReadonlySet<string>
}

/** What came of an expression; where it failed, why. */
export interface Result {
  readonly value?: unknown
  readonly failure?: string
}

export interface Evaluator {
  /** @throws FeedShapeError when all steps are used up */
  evaluate(expression: Expression, current: unknown): Result
  /** One sentence on what an expression gave instead of what it should: `"services" gave nothing; the document has data, meta`. */
  explain(expression: Expression, result: Result, current: unknown): string
}

/** @throws FeedShapeError that says which expression cannot be read, and why */
export function readExpression(text: unknown, path: string): Expression {
  if (typeof text !== 'string') throw new FeedShapeError(`${path} is ${kindOf(text)}: it must be an expression, which is a text`)
  const names = new Set<string>()
  try {
    const node = compile(text)
    // A walk over all nodes.
    JSON.stringify(node, (_, part: unknown) => {
      if (isObject(part) && part.type === 'Field') names.add(`${part.name}`)
      if (isObject(part) && part.type === 'Function' && !isRegistered(`${part.name}`)) throw new Error(`there is no function ${part.name}()`)
      return part
    })
    return { path, text, node, names }
  } catch (error) {
    throw new FeedShapeError(`${path} "${shorten(text)}" is no JMESPath expression: ${wordsOf(error)}`)
  }
}

/** The library shares one interpreter with everybody and does not export its class. */
const Interpreter = TreeInterpreter.constructor as new () => typeof TreeInterpreter

/** @param root what `$` means in each of the expressions */
export function evaluator(root: unknown): Evaluator {
  let steps = 0
  const outer = watch(new Interpreter())
  for (const [name, start, end] of [['trim', true, true], ['trim_left', true, false], ['trim_right', false, true]] as const) {
    // The library's own take the square of a text's length.
    const { _signature } = outer.runtime._functionTable[name] ?? { _signature: [] }
    outer.runtime.registerFunction(name, ([text, blank]) => trim(`${text}`, blank == null ? '' : `${blank}`, start, end), _signature, { override: true })
  }
  outer.search(compile('@'), fromJson(root))

  function watch(interpreter: typeof TreeInterpreter): typeof TreeInterpreter {
    const { visit, withScope } = interpreter
    interpreter.visit = (node, value) => {
      // The library's reads inherited ones, too.
      const result =
        node.type === 'Field' ? fromJson((isObject(value) && Object.hasOwn(value, node.name) ? value[node.name] : null) ?? null) : visit.call(interpreter, node, value)
      // Functions such as `map` ask back here, where the names of a `let` are known only inside of it.
      if (node.type === 'LetExpression') outer.runtime._interpreter = interpreter
      // Whoever is handed something long walks it, though quicker than a step each.
      steps += 1 + (Array.isArray(result) || typeof result === 'string' ? result.length >> 4 : 0)
      if (steps > maxSteps) throw new RangeError()
      return result
    }
    interpreter.withScope = (scope) => (outer.runtime._interpreter = watch(withScope.call(interpreter, scope)))
    return interpreter
  }

  return {
    evaluate(expression, current) {
      try {
        outer.runtime._interpreter = outer
        return { value: outer.visit(expression.node, fromJson(current)) }
      } catch (error) {
        if (steps > maxSteps) throw new FeedShapeError(`${expression.path} "${shorten(expression.text)}" takes too long for so much data`)
        return { failure: wordsOf(error) }
      }
    },
    explain({ text }, { value, failure }, current) {
      if (failure) return `"${shorten(text)}" failed: ${failure}`
      return `"${shorten(text)}" gave ${kindOf(value)}${value == null ? `; ${whereItEnds(text, current, current === root ? 'the document' : 'the item', root)}` : ''}`
    },
  }
}

/** Documents are parsed JSON, and what the library makes of them is JSON again. */
const fromJson = (value: unknown) => value as JSONValue

const wordsOf = (error: unknown) => shorten(error instanceof Error ? error.message.replace(/^Syntax error: /, '') : `${error}`, 200)

const shorten = (text: string, most = 60) => (text.length > most ? `${text.slice(0, most)}…` : text)

/** A value in a few words: "a list of 3". */
export function kindOf(value: unknown): string {
  if (value == null) return 'nothing'
  if (value === '') return 'an empty text'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `the text "${shorten(value)}"` : `${value}`
}

/** How far a path goes, and what there is: "data.page has id, title" for "data.page.services". */
function whereItEnds(text: string, current: unknown, subject: string, root: unknown): string {
  const isAtRoot = text.startsWith('$.')
  let end = isAtRoot ? root : current
  const passed: string[] = []
  const [path = ''] = /^(?:[a-z_]\w*\.)*[a-z_]\w*(?![\w(])/i.exec(text.slice(isAtRoot ? 2 : 0)) ?? []
  for (const step of path.split('.')) {
    if (!isObject(end) || !Object.hasOwn(end, step) || end[step] == null) break
    end = end[step]
    passed.push(step)
  }
  const name = passed.join('.') || (isAtRoot ? 'the document' : subject)
  if (!isObject(end)) return `${name} is ${kindOf(end)}`
  const keys = Object.keys(end)
  return `${name} has ${keys.slice(0, 8).map((key) => shorten(key, 30)).join(', ')}${keys.length > 8 ? ', …' : ''}`.replace(/ $/, ' nothing in it')
}

function trim(text: string, blank: string, isStart: boolean, isEnd: boolean): string {
  const isBlank = (at: number) => (blank ? blank.includes(text.charAt(at)) : /[\s\x85]/.test(text.charAt(at)))
  let from = 0
  let to = text.length
  if (isStart) while (from < to && isBlank(from)) from++
  if (isEnd) while (to > from && isBlank(to - 1)) to--
  return text.slice(from, to)
}
