import type { LanguageId } from '@eduscale/contracts/language'

/** Programs that read two numbers and print their sum, or end otherwise: one of each kind in every language. */
interface Sample {
  right: string
  wrong: string
  broken: string
  /** Ends with code 3. */
  crash: string
  endless: string
  /** Takes memory until there is none. */
  hungry: string
  /** Right, by way of a recursion 50 000 calls deep. */
  deep: string
  /** Recursion that never ends: a crash, and not MLE, since what is wrong is the recursion. */
  bottomless: string
}

export const javaMain = (body: string): string => `public class Anything { public static void main(String[] args) { ${body} } }`
const javaSum = (sum: string): string =>
  `public static void main(String[] args) { var in = new java.util.Scanner(System.in); System.out.println(${sum}); }`
const csharpMain = (body: string): string => `using System; using System.Collections.Generic; class Program { ${body} }`
const goMain = (body: string): string => `package main\nimport "fmt"\n${body}`
const cpp: Sample = {
  right: '#include <bits/stdc++.h>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }',
  wrong: '#include <iostream>\nint main() { std::cout << 8; }',
  broken: 'int main() { return x; }',
  crash: 'int main() { return 3; }',
  endless: 'int main() { for (volatile int i = 0;; i++) {} }',
  hungry: '#include <vector>\nint main() { std::vector<std::vector<int>> all; for (;;) all.emplace_back(1 << 20, 1); }',
  deep: '#include <iostream>\nint down(volatile int n) { return n == 0 ? 0 : down(n - 1) + 0 * n; }\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b + down(1000000); }',
  bottomless: 'int down(volatile int n) { return down(n + 1) + n; }\nint main() { return down(0); }',
}

export const samples: Record<LanguageId, Sample> = {
  python: {
    right: 'print(sum(map(int, input().split())))\nexit()',
    wrong: 'print(8)',
    broken: 'print(',
    crash: 'raise SystemExit(3)',
    endless: 'while True: pass',
    hungry: "all = []\nwhile True: all.append('x' * 1000000)",
    deep: 'import sys\nsys.setrecursionlimit(200000)\ndef down(n):\n    return 0 if n == 0 else down(n - 1)\nprint(sum(map(int, sys.stdin.read().split())) + down(100000))',
    bottomless: 'def down(n):\n    return down(n + 1)\ndown(0)',
  },
  javascript: {
    right: "const [a, b] = require('fs').readFileSync('/dev/stdin', 'utf8').split(' ').map(Number); console.log(a + b)",
    wrong: 'console.log(8)',
    broken: 'console.log(',
    crash: 'process.exit(3)',
    endless: 'for (;;) {}',
    hungry: 'const all = []; for (;;) all.push(new Array(100000).fill(all.length))',
    deep: "const down = (n) => (n === 0 ? 0 : down(n - 1))\nconst [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a + b + down(100000))",
    bottomless: 'const down = (n) => down(n + 1) + 1; down(0)',
  },
  typescript: {
    right:
      "import { readFileSync } from 'node:fs'\nconst [a, b]: number[] = readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a! + b!)",
    wrong: 'console.log(8 as number)',
    broken: 'const x: = 1',
    crash: 'process.exit(3)',
    endless: 'let n: number = 0; for (;;) n++',
    hungry: 'const all: number[][] = []; for (;;) all.push(new Array<number>(100000).fill(all.length))',
    deep: "import { readFileSync } from 'node:fs'\nconst down = (n: number): number => (n === 0 ? 0 : down(n - 1))\nconst [a, b] = readFileSync(0, 'utf8').split(' ').map(Number)\nconsole.log(a! + b! + down(100000))",
    bottomless: 'const down = (n: number): number => down(n + 1) + 1; down(0)',
  },
  cpp,
  cpp17: cpp,
  c: {
    right: '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }',
    wrong: '#include <stdio.h>\nint main(void) { puts("8"); }',
    broken: 'int main(void) { return x; }',
    crash: 'int main(void) { return 3; }',
    endless: 'int main(void) { for (volatile int i = 0;; i++) {} }',
    hungry: '#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }',
    deep: '#include <stdio.h>\nint down(volatile int n) { return n == 0 ? 0 : down(n - 1) + 0 * n; }\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d", a + b + down(1000000)); }',
    bottomless: 'int down(volatile int n) { return down(n + 1) + n; }\nint main(void) { return down(0); }',
  },
  java: {
    right: javaMain('var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt());'),
    wrong: javaMain('System.out.println(8);'),
    broken: javaMain('int x = "a";'),
    crash: javaMain('System.exit(3);'),
    endless: javaMain('while (true) {}'),
    hungry: javaMain('var all = new java.util.ArrayList<int[]>(); for (;;) all.add(new int[1 << 18]);'),
    deep: `public class Deep { static int down(int n) { return n == 0 ? 0 : down(n - 1); } ${javaSum('in.nextInt() + in.nextInt() + down(50000)')} }`,
    bottomless:
      'public class Deep { static int down(int n) { return down(n + 1) + n; } public static void main(String[] args) { down(0); } }',
  },
  csharp: {
    right: csharpMain(
      "static void Main() { var p = Console.ReadLine().Split(' '); Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1])); }",
    ),
    wrong: csharpMain('static void Main() { Console.WriteLine(8); }'),
    broken: csharpMain('static void Main() { int x = "a"; }'),
    crash: csharpMain('static int Main() { return 3; }'),
    endless: csharpMain('static void Main() { for (;;) { } }'),
    hungry: csharpMain(
      'static void Main() { var all = new List<int[]>(); for (;;) { var more = new int[1 << 18]; more[5] = 1; all.Add(more); } }',
    ),
    deep: csharpMain(
      "static int Down(int n) { return n == 0 ? 0 : Down(n - 1) + n * 0; } static void Main() { var p = Console.ReadLine().Split(' '); Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1]) + Down(50000)); }",
    ),
    bottomless: csharpMain(
      'static int Down(int n) { return Down(n + 1) + n; } static void Main() { Console.WriteLine(Down(0)); }',
    ),
  },
  go: {
    right: goMain('func main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b) }'),
    wrong: goMain('func main() { fmt.Println(8) }'),
    broken: 'package main\nfunc main() { var x int = "error" }',
    crash: 'package main\nimport "os"\nfunc main() { os.Exit(3) }',
    endless: 'package main\nfunc main() { for { } }',
    hungry: goMain(
      'func main() { var all [][]int; for { all = append(all, make([]int, 1<<17)); all[len(all)-1][7] = 1; if len(all) < 0 { fmt.Println(all) } } }',
    ),
    deep: goMain(
      'func down(n int) int { if n == 0 { return 0 }; return down(n-1) + 0*n }\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b + down(500000)) }',
    ),
    bottomless: goMain('func down(n int) int { return down(n+1) + n }\nfunc main() { fmt.Println(down(0)) }'),
  },
  rust: {
    right:
      'use std::io;\nfn main() { let mut line = String::new(); io::stdin().read_line(&mut line).unwrap(); let sum: i64 = line.split_whitespace().map(|x| x.parse::<i64>().unwrap()).sum(); println!("{}", sum); }',
    wrong: 'fn main() { println!("8"); }',
    broken: 'fn main() { let x: i32 = "a"; }',
    crash: 'fn main() { std::process::exit(3); }',
    endless: 'fn main() { let mut i = 0u64; loop { i = std::hint::black_box(i + 1); } }',
    hungry: 'fn main() { let mut all = Vec::new(); loop { all.push(std::hint::black_box(vec![1u8; 1 << 20])); } }',
    deep: 'fn down(n: u64) -> u64 { if n == 0 { 0 } else { std::hint::black_box(down(n - 1)) } }\nfn main() { let mut line = String::new(); std::io::stdin().read_line(&mut line).unwrap(); let sum: u64 = line.split_whitespace().map(|x| x.parse::<u64>().unwrap()).sum(); println!("{}", sum + down(1000000)); }',
    bottomless: 'fn down(n: u64) -> u64 { std::hint::black_box(down(n + 1)) + n }\nfn main() { println!("{}", down(0)); }',
  },
  ruby: {
    right: 'puts gets.split.map(&:to_i).sum',
    wrong: 'puts 8',
    broken: 'puts (',
    crash: 'exit 3',
    endless: 'loop {}',
    hungry: "all = []\nloop { all << 'x' * 1000000 }",
    deep: 'def down(n) = n == 0 ? 0 : down(n - 1)\nputs gets.split.map(&:to_i).sum + down(50000)',
    bottomless: 'def down(n) = down(n + 1) + 1\ndown(0)',
  },
  php: {
    right: '<?php\nfscanf(STDIN, "%d %d", $a, $b);\necho $a + $b, "\\n";',
    wrong: '<?php echo 8;',
    broken: '<?php echo (;',
    crash: '<?php exit(3);',
    endless: '<?php while (true) {}',
    hungry: '<?php $all = []; while (true) $all[] = str_repeat("x", 1000000);',
    deep: '<?php function down($n) { return $n == 0 ? 0 : down($n - 1); }\nfscanf(STDIN, "%d %d", $a, $b);\necho $a + $b + down(50000), "\\n";',
    bottomless: '<?php function down($n) { return down($n + 1) + 1; }\ndown(0);',
  },
  lua: {
    right: 'local a, b = io.read("n", "n")\nprint(a + b)',
    wrong: 'print(8)',
    broken: 'print(error',
    crash: 'os.exit(3)',
    endless: 'while true do end',
    hungry: 'local all = {}\nwhile true do all[#all + 1] = string.rep(tostring(#all), 1000000) end',
    deep: 'local function down(n) if n == 0 then return 0 end return 0 + down(n - 1) end\nlocal a, b = io.read("n", "n")\nprint(a + b + down(50000))',
    bottomless: 'local function down(n) return 1 + down(n + 1) end\ndown(0)',
  },
  ocaml: {
    right: 'let () = Scanf.scanf " %d %d" (fun a b -> Printf.printf "%d\\n" (a + b))',
    wrong: 'let () = print_int 8',
    broken: 'let () = print_int "error"',
    crash: 'let () = exit 3',
    endless: 'let () = while true do () done',
    hungry: "let () = let all = ref [] in while true do all := Bytes.make 1000000 'x' :: !all done",
    deep: 'let rec down n = if n = 0 then 0 else 0 + Sys.opaque_identity (down (n - 1))\nlet () = Scanf.scanf " %d %d" (fun a b -> Printf.printf "%d\\n" (a + b + down 500000))',
    bottomless: 'let rec down n = 1 + Sys.opaque_identity (down (n + 1))\nlet () = print_int (down 0)',
  },
  sql: {
    right: 'select a + b from t;',
    wrong: 'SELECT 8;',
    broken: 'SELEC 8;',
    crash: '.exit 3',
    endless: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;',
    hungry:
      'CREATE TABLE big(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO big SELECT zeroblob(1000000) FROM n;',
    deep: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT a + b + max(i) - 50000 FROM t, n;',
    bottomless: 'CREATE VIEW v AS SELECT * FROM v; SELECT * FROM v;',
  },
}
