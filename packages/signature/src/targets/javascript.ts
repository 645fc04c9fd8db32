import type { Signature, ValueType } from '@eduscale/contracts/signature'
import { avoid, words } from '../names'
import { spell, type DriverRequest, type Target } from '../target'
import { shapeOf } from '../value-type'

const reserved =
  words(`abstract any arguments as async await boolean break case catch class const continue debugger declare default
  delete do else enum eval export extends false finally for from function get if implements import in instanceof interface let
  module namespace new null number of package private protected public require return set static string super switch symbol this
  throw true try type typeof undefined var void while with yield exports`)
const named = (name: string): string => avoid(name, reserved)
const spelling = { name: named, parameter: named }
const baseNames = { int: 'number', long: 'number | bigint', double: 'number', bool: 'boolean', string: 'string' } as const
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: "''" } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  const name = baseNames[base]
  return dimensions > 0 && name.includes('|') ? `(${name})${'[]'.repeat(dimensions)}` : name + '[]'.repeat(dimensions)
}

function body(result: ValueType): string {
  const { base, dimensions } = shapeOf(result)
  return `  return ${dimensions > 0 ? '[]' : zeros[base]}`
}

const frames = /^ +at .*\/box\/main\.js:\d+:\d+\)?\n?/gm

export const javascript: Target = {
  frames,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const lines = parameters.map((each) => ` * @param {${typeName(each.type)}} ${each.name}`)
    return `/**
${lines.join('\n')}
 * @returns {${typeName(result)}}${longNote(signature, ' * ')}
 */
function ${name}(${parameters.map((each) => each.name).join(', ')}) {
${body(result)}
}
`
  },
  driver: (request) => ({
    files: [{ name: 'main.js', text: driverText(request) }],
    entry: 'main.js',
    solution: 'solution.js',
  }),
}

export const typescript: Target = {
  frames,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    return `${longNote(signature, '// ').trimStart()}${usesLong(signature) ? '\n' : ''}function ${name}(${parameters
      .map((each) => `${each.name}: ${typeName(each.type)}`)
      .join(', ')}): ${typeName(result)} {
${body(result)}
}
`
  },
  driver: (request) => ({
    files: [{ name: 'main.ts', text: driverText(request) }],
    entry: 'main.ts',
    solution: 'solution.ts',
  }),
}

const usesLong = ({ parameters }: Signature): boolean => parameters.some(({ type }) => shapeOf(type).base === 'long')

/** Whole numbers beyond 2^53 can't be numbers; one kind per parameter, since the two don't mix. */
function longNote(signature: Signature, prefix: string): string {
  return usesLong(signature)
    ? `\n${prefix}64-bit parameters are numbers; one with a value beyond 2^53 consists of BigInts instead.`
    : ''
}

/** One text for both: it holds nothing that only one of them knows. The solution stays a script, so a plain function is enough. */
function driverText({ signature, resultPath }: DriverRequest): string {
  const { name, parameters, result } = spell(signature, spelling)
  const shapes = parameters.map(({ type }) => `['${shapeOf(type).base}', ${shapeOf(type).dimensions}]`)
  return String.raw`const fs = require('node:fs')
const vm = require('node:vm')
const Module = require('node:module')
const { parse, stringify } = JSON
const { isSafeInteger } = Number
const { isArray } = Array

const shapes = [${shapes.join(', ')}]
const wanted = ['${shapeOf(result).base}', ${shapeOf(result).dimensions}]
const file = '/box/solution.js'

function stop(words) {
  fs.writeSync(2, words + '\n')
  process.exit(1)
}

function readLine(line, [base, dimensions]) {
  if (base !== 'long' || !/\d{16}/.test(line)) return parse(line)
  const digits = line.match(/-?\d+/g)
  if (digits.every((each) => isSafeInteger(Number(each)))) return parse(line)
  const toBigInt = (value, depth) => (depth === 0 ? BigInt(value) : value.map((item) => toBigInt(item, depth - 1)))
  return toBigInt(parse(line.replace(/-?\d+/g, '"$&"')), dimensions)
}

function isOfBase(value, base) {
  switch (base) {
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'double':
      return typeof value === 'number'
    case 'int':
      return typeof value === 'number' && Number.isInteger(value)
    default:
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
  }
}

function write(value, [base, dimensions], path) {
  if (dimensions > 0 && isArray(value)) {
    const items = []
    for (let i = 0; i < value.length; i++) {
      const item = value[i]
      const isPlain = dimensions === 1 && isOfBase(item, base)
      items.push(isPlain ? writePlain(item, base) : write(item, [base, dimensions - 1], path + '[' + i + ']'))
    }
    return '[' + items.join(',') + ']'
  }
  if (dimensions > 0 || !isOfBase(value, base)) {
    const kind = isArray(value) ? 'an array' : typeof value === 'number' ? String(value) : value === null ? 'null' : typeof value
    stop('${name} returned ' + kind + (path && ' at ' + path) + ' where ' + base + '[]'.repeat(dimensions) + ' is wanted')
  }
  return writePlain(value, base)
}

function writePlain(value, base) {
  // A whole number beyond 1e21 would be written with an exponent.
  if (typeof value === 'number' && base !== 'double' && !isSafeInteger(value)) return BigInt(value).toString()
  return base === 'string' ? stringify(value) : String(value)
}

const lines = fs.readFileSync(0, 'utf8').split('\n')
if (lines.length < shapes.length) stop('driver: the input has fewer lines than the function has parameters')
const values = shapes.map((shape, i) => readLine(lines[i], shape))

// Node would take a script with the word export for a module, so it is asked before whether this is a script.
function parsed(code) {
  vm.compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], { filename: file })
  return code
}

// The function is found by its name. What a module has more than a script is the word export: blank, so that lines and columns stay.
function scriptOf(code) {
  try {
    return parsed(code)
  } catch (error) {
    if (/import statement|import\.meta/.test(error.message)) stop('In a function problem your code is a script, not a module: write const fs = require("node:fs") instead of import fs from "node:fs".')
    if (!/\bexport\b/.test(error.message)) throw error
    const exported = /^[ \t]*export(?:[ \t]*\{[^}]*\}|(?:[ \t]+default)?(?=[ \t]))/gm
    return parsed(code.replace(exported, (words) => words.replace(/[^\n]/g, ' ')))
  }
}

const solution = new Module(file, module)
solution.filename = file
solution.paths = []
const code = scriptOf(fs.readFileSync(file, 'utf8'))
solution._compile(code + '\n;module.exports = typeof ${name} === "function" ? ${name} : null', file)
const call = solution.exports
if (typeof call !== 'function') stop('there is no function ${name} in your code')
fs.writeFileSync('${resultPath}', write(call(...values), wanted, ''))
`
}
