import { listHostilePrograms, openRange } from '../attack'

// Run in a mutated copy of the tree: attacks once, prints what was not as it must be.
const [level, name] = process.argv.slice(2)
if (level !== 'L1' && level !== 'L2') throw new Error('usage: attack-once.ts LEVEL PROGRAM')
const program = listHostilePrograms(level).find((one) => one.name === name)
if (!program) throw new Error(`no hostile program ${name}`)

let problems: string[]
try {
  const range = await openRange(level, { name: `mutant-${process.pid}` })
  problems = await range.attack(program).catch((error: unknown) => [`it could not be judged: ${String(error)}`])
  await range.opened.close()
} catch (error) {
  problems = [`no slot could be had: ${String(error)}`]
}
console.log(JSON.stringify(problems))
process.exit(0)
