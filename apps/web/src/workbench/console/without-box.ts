/** Where the sandbox puts a program is no matter of its author's: `main.cpp:3:1`, not `/box/main.cpp:3:1`. */
export function withoutBox(output: string): string {
  return output.replace(/(?<![\w/])\/box\//g, '')
}
