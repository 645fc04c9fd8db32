import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, snakeCase, words } from '../names'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'

const reserved =
  words(`abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if
  impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe
  unsized use virtual where while yield`)
const named = (name: string): string => avoid(snakeCase(name), reserved)
const spelling = { name: named, parameter: named }
const baseNames = { int: 'i32', long: 'i64', double: 'f64', bool: 'bool', string: 'String' } as const
const zeros = { int: '0', long: '0', double: '0.0', bool: 'false', string: 'String::new()' } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return 'Vec<'.repeat(dimensions) + baseNames[base] + '>'.repeat(dimensions)
}

export const rust: Target = {
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `pub fn ${name}(${parameters.map((each) => `${each.name}: ${typeName(each.type)}`).join(', ')}) -> ${typeName(result)} {
    ${dimensions > 0 ? 'Vec::new()' : zeros[base]}
}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`#![allow(warnings)]
mod solution;

use std::io::Read;

struct Reader {
    text: Vec<u8>,
    at: usize,
}

impl Reader {
    fn bad(&self) -> ! {
        eprintln!("driver: the input is not what the function takes, at byte {}", self.at);
        std::process::exit(1);
    }

    fn next(&mut self) -> u8 {
        while self.at < self.text.len() && self.text[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        if self.at == self.text.len() {
            self.bad();
        }
        self.text[self.at]
    }

    fn number<T: std::str::FromStr>(&mut self) -> T {
        self.next();
        let start = self.at;
        while self.at < self.text.len() && matches!(self.text[self.at], b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9') {
            self.at += 1;
        }
        match std::str::from_utf8(&self.text[start..self.at]).unwrap().parse() {
            Ok(value) => value,
            Err(_) => self.bad(),
        }
    }

    fn hex4(&mut self) -> u32 {
        if self.at + 4 > self.text.len() {
            self.bad();
        }
        let digits = std::str::from_utf8(&self.text[self.at..self.at + 4]).unwrap_or("");
        let code = u32::from_str_radix(digits, 16).unwrap_or_else(|_| self.bad());
        self.at += 4;
        code
    }
}

trait Json {
    fn get(reader: &mut Reader) -> Self;
    fn put(&self, out: &mut String);
}

macro_rules! integer {
    ($type:ty) => {
        impl Json for $type {
            fn get(reader: &mut Reader) -> Self {
                reader.number()
            }
            fn put(&self, out: &mut String) {
                use std::fmt::Write;
                write!(out, "{}", self).unwrap();
            }
        }
    };
}
integer!(i32);
integer!(i64);

impl Json for f64 {
    fn get(reader: &mut Reader) -> Self {
        reader.number()
    }
    fn put(&self, out: &mut String) {
        use std::fmt::Write;
        if self.is_finite() {
            write!(out, "{:?}", self).unwrap();
        } else {
            out.push_str(if self.is_nan() { "NaN" } else if *self < 0.0 { "-Infinity" } else { "Infinity" });
        }
    }
}

impl Json for bool {
    fn get(reader: &mut Reader) -> Self {
        let value = reader.next() == b't';
        reader.at += if value { 4 } else { 5 };
        value
    }
    fn put(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Json for String {
    fn get(reader: &mut Reader) -> Self {
        if reader.next() != b'"' {
            reader.bad();
        }
        reader.at += 1;
        let mut value = Vec::new();
        loop {
            if reader.at + 1 > reader.text.len() {
                reader.bad();
            }
            let mut c = reader.text[reader.at];
            reader.at += 1;
            if c == b'"' {
                return String::from_utf8_lossy(&value).into_owned();
            }
            if c != b'\\' {
                value.push(c);
                continue;
            }
            c = reader.text[reader.at];
            reader.at += 1;
            match c {
                b'b' => value.push(8),
                b'f' => value.push(12),
                b'n' => value.push(b'\n'),
                b'r' => value.push(b'\r'),
                b't' => value.push(b'\t'),
                b'u' => {
                    let mut code = reader.hex4();
                    if (0xd800..0xdc00).contains(&code) && reader.text[reader.at..].starts_with(b"\\u") {
                        reader.at += 2;
                        code = 0x10000 + ((code - 0xd800) << 10) + (reader.hex4().wrapping_sub(0xdc00) & 0x3ff);
                    }
                    let mut bytes = [0; 4];
                    let symbol = char::from_u32(code).unwrap_or('\u{fffd}');
                    value.extend_from_slice(symbol.encode_utf8(&mut bytes).as_bytes());
                }
                _ => value.push(c),
            }
        }
    }
    fn put(&self, out: &mut String) {
        use std::fmt::Write;
        out.push('"');
        for c in self.chars() {
            match c {
                '"' | '\\' => {
                    out.push('\\');
                    out.push(c);
                }
                c if c < ' ' => write!(out, "\\u{:04x}", c as u32).unwrap(),
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

impl<T: Json> Json for Vec<T> {
    fn get(reader: &mut Reader) -> Self {
        if reader.next() != b'[' {
            reader.bad();
        }
        reader.at += 1;
        let mut values = Vec::new();
        if reader.next() == b']' {
            reader.at += 1;
            return values;
        }
        loop {
            values.push(T::get(reader));
            let c = reader.next();
            reader.at += 1;
            match c {
                b']' => return values,
                b',' => {}
                _ => reader.bad(),
            }
        }
    }
    fn put(&self, out: &mut String) {
        out.push('[');
        for (i, item) in self.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            item.put(out);
        }
        out.push(']');
    }
}

fn main() {
    let mut reader = Reader { text: Vec::new(), at: 0 };
    std::io::stdin().read_to_end(&mut reader.text).unwrap();
${parameters.map(({ type }, i) => `    let value${i}: ${typeName(type)} = Json::get(&mut reader);`).join('\n')}
    let result: ${typeName(result)} = solution::${name}(${parameters.map((_, i) => `value${i}`).join(', ')});
    let mut out = String::new();
    result.put(&mut out);
    std::fs::write("${resultPath}", out).unwrap();
}
`
    return { files: [{ name: 'main.rs', text }], entry: 'main.rs', solution: 'solution.rs' }
  },
}
