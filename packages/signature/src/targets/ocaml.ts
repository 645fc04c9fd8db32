import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, snakeCase, words } from '../names'
import { spell, type Target } from '../target'
import { elementOf, shapeOf } from '../value-type'

const reserved =
  words(`and as assert begin class constraint do done downto else end exception external false for fun function functor if
  in include inherit initializer lazy let match method module mutable new nonrec object of open or private rec sig struct then to
  true try type val virtual when while with mod land lor lxor lsl lsr asr effect`)
const named = (name: string): string => avoid(snakeCase(name), reserved)
const spelling = { name: named, parameter: named }
// An int of OCaml has 63 bits, one too few for a long.
const baseNames = { int: 'int', long: 'int64', double: 'float', bool: 'bool', string: 'string' } as const
const zeros = { int: '0', long: '0L', double: '0.0', bool: 'false', string: '""' } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return baseNames[base] + ' array'.repeat(dimensions)
}

const reader = (type: ValueType): string => (type.endsWith('[]') ? `(read_array ${reader(elementOf(type))})` : `read_${type}`)
const writer = (type: ValueType): string => (type.endsWith('[]') ? `(write_array ${writer(elementOf(type))})` : `write_${type}`)

export const ocaml: Target = {
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `let ${name} ${parameters.map((each) => `(${each.name} : ${typeName(each.type)})`).join(' ')} : ${typeName(result)} =
  ${dimensions > 0 ? '[||]' : zeros[base]}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`(* The contestant may have a file list.ml, which would be List. *)
module Array = Stdlib.Array
module Buffer = Stdlib.Buffer
module Char = Stdlib.Char
module In_channel = Stdlib.In_channel
module Int64 = Stdlib.Int64
module List = Stdlib.List
module Out_channel = Stdlib.Out_channel
module Printf = Stdlib.Printf
module String = Stdlib.String
module Uchar = Stdlib.Uchar

let text = In_channel.input_all stdin
let at = ref 0
let out = Buffer.create 65536

let bad () =
  Printf.eprintf "driver: the input is not what the function takes, at byte %d\n" !at;
  exit 1

let rec next () =
  if !at >= String.length text then bad ()
  else
    match text.[!at] with
    | ' ' | '\n' | '\r' | '\t' -> incr at; next ()
    | c -> c

let token () =
  ignore (next ());
  let start = !at in
  while !at < String.length text && (match text.[!at] with '0' .. '9' | '+' | '-' | '.' | 'e' | 'E' -> true | _ -> false) do
    incr at
  done;
  String.sub text start (!at - start)

let or_bad = function Some value -> value | None -> bad ()
let read_int () = or_bad (int_of_string_opt (token ()))
let read_long () = or_bad (Int64.of_string_opt (token ()))
let read_double () = or_bad (float_of_string_opt (token ()))

let read_bool () =
  let value = next () = 't' in
  at := !at + (if value then 4 else 5);
  value

let hex4 () =
  if !at + 4 > String.length text then bad ()
  else begin
    let code = or_bad (int_of_string_opt ("0x" ^ String.sub text !at 4)) in
    at := !at + 4;
    code
  end

let read_string () =
  if next () <> '"' then bad ()
  else begin
    incr at;
    let value = Buffer.create 16 in
    let take () =
      if !at >= String.length text then bad ()
      else begin
        incr at;
        text.[!at - 1]
      end
    in
    let rec go () =
      match take () with
      | '"' -> Buffer.contents value
      | '\\' ->
        (match take () with
         | 'b' -> Buffer.add_char value '\b'
         | 'f' -> Buffer.add_char value '\012'
         | 'n' -> Buffer.add_char value '\n'
         | 'r' -> Buffer.add_char value '\r'
         | 't' -> Buffer.add_char value '\t'
         | 'u' ->
           let code = hex4 () in
           let code =
             if code >= 0xd800 && code < 0xdc00 && !at + 6 <= String.length text && text.[!at] = '\\' then begin
               at := !at + 2;
               0x10000 + ((code - 0xd800) lsl 10) + (hex4 () - 0xdc00)
             end
             else code
           in
           Buffer.add_utf_8_uchar value (if Uchar.is_valid code then Uchar.of_int code else Uchar.rep)
         | c -> Buffer.add_char value c);
        go ()
      | c -> Buffer.add_char value c; go ()
    in
    go ()
  end

let read_array read () =
  if next () <> '[' then bad ()
  else begin
    incr at;
    if next () = ']' then (incr at; [||])
    else
      let rec go values =
        let values = read () :: values in
        let c = next () in
        incr at;
        if c = ']' then Array.of_list (List.rev values) else if c = ',' then go values else bad ()
      in
      go []
  end

let write_int value = Buffer.add_string out (string_of_int value)
let write_long value = Buffer.add_string out (Int64.to_string value)
let write_bool value = Buffer.add_string out (string_of_bool value)

let write_double value =
  Buffer.add_string out
    (match classify_float value with
     | FP_nan -> "NaN"
     | FP_infinite -> if value < 0.0 then "-Infinity" else "Infinity"
     | _ -> Printf.sprintf "%.17g" value)

let write_string value =
  Buffer.add_char out '"';
  String.iter
    (fun c ->
      match c with
      | '"' | '\\' -> Buffer.add_char out '\\'; Buffer.add_char out c
      | c when c < ' ' -> Buffer.add_string out (Printf.sprintf "\\u%04x" (Char.code c))
      | c -> Buffer.add_char out c)
    value;
  Buffer.add_char out '"'

let write_array write values =
  Buffer.add_char out '[';
  Array.iteri (fun i item -> if i > 0 then Buffer.add_char out ','; write item) values;
  Buffer.add_char out ']'

let () =
${parameters.map(({ type }, i) => `  let value${i} = ${reader(type)} () in`).join('\n')}
  let result : ${typeName(result)} = Solution.${name} ${parameters.map((_, i) => `value${i}`).join(' ')} in
  ${writer(result)} result;
  Out_channel.with_open_bin "${resultPath}" (fun file -> Buffer.output_buffer file out)
`
    return {
      files: [{ name: 'main.ml', text }],
      entry: 'main.ml',
      solution: 'solution.ml',
      excludes: ['main.mli', 'Main.ml', 'Main.mli', 'Solution.ml', 'Solution.mli'],
    }
  },
}
