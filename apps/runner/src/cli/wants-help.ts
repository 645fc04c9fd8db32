/** Asked before options are read: with --help no other one has to be there, or to be right. */
export function wantsHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}
