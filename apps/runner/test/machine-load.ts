import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LanguageId } from '@eduscale/contracts/language'

export interface MachineLoad {
  stop(): Promise<void>
}

/** So many processes that do nothing but burn, beside the slots and of the same weight as they. They end with `stop` or with us. */
export async function loadMachine(processes: number): Promise<MachineLoad> {
  // Each asks now and then whether its parent is still there. In a session of its own: the kernel may share the machine by sessions.
  const burn = 'i=0; while :; do i=$((i+1)); [ $((i % 100000)) -ne 0 ] || kill -0 $PPID || exit; done'
  const burning = Array.from({ length: processes }, () => spawn('/bin/sh', ['-c', burn], { stdio: 'ignore', detached: true }))
  await Promise.all(burning.map(async (child) => once(child, 'spawn')))
  return {
    stop: async () => {
      await Promise.all(
        burning.map(async (child) => {
          const ended = once(child, 'exit')
          child.kill('SIGKILL')
          await ended
        }),
      )
    },
  }
}

/** Right programs that take a given share of a second of cpu time by their own count, so that a busy machine changes nothing. */
export const burners = {
  c: (seconds: number) =>
    `#include <stdio.h>
#include <time.h>
int main(void) { int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; while (clock() < ${seconds} * CLOCKS_PER_SEC) {} printf("%d\\n", a + b); }`,
  python: (seconds: number) =>
    `import time
a, b = map(int, input().split())
while time.process_time() < ${seconds}: pass
print(a + b)`,
  javascript: (seconds: number) =>
    `const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)
for (let used; (used = process.cpuUsage()), used.user + used.system < ${seconds * 1e6};);
console.log(a + b)`,
  lua: (seconds: number) =>
    `local a, b = io.read('n', 'n')
while os.clock() < ${seconds} do end
print(a + b)`,
} as const

/** Programs that wait for nothing: what a limit of wall time is for. */
export const sleepers = {
  python: 'import time\ntime.sleep(600)',
  javascript: 'setTimeout(() => {}, 600_000)',
  typescript: 'setTimeout(() => {}, 600_000 as number)',
  c: '#include <unistd.h>\nint main(void) { sleep(600); }',
  cpp: '#include <thread>\nint main() { std::this_thread::sleep_for(std::chrono::minutes(10)); }',
  cpp17: '#include <thread>\nint main() { std::this_thread::sleep_for(std::chrono::minutes(10)); }',
  java: 'public class Main { public static void main(String[] args) throws Exception { Thread.sleep(600_000); } }',
  csharp: 'class Program { static void Main() { System.Threading.Thread.Sleep(600000); } }',
  go: 'package main\nimport "time"\nfunc main() { time.Sleep(10 * time.Minute) }',
  rust: 'fn main() { std::thread::sleep(std::time::Duration::from_secs(600)); }',
  ruby: 'sleep 600',
  php: '<?php sleep(600);',
  lua: "os.execute('sleep 600')",
  ocaml: 'let () = exit (Sys.command "sleep 600")',
} as const satisfies Partial<Record<LanguageId, string>>
