import type { Signature, ValueType } from '@eduscale/contracts/signature'
import { avoid, words } from '../names'
import { spell, type Target } from '../target'
import { elementOf, shapeOf } from '../value-type'

const reserved =
  words(`abstract assert boolean break byte case catch char class const continue default do double else enum extends false
  final finally float for goto if implements import instanceof int interface long native new null package private protected public
  return short static strictfp super switch synchronized this throw throws transient true try void volatile while _ wait notify
  notifyAll getClass hashCode toString clone finalize`)
const named = (name: string): string => avoid(name, reserved)
const spelling = { name: named, parameter: named }
const baseNames = { int: 'int', long: 'long', double: 'double', bool: 'boolean', string: 'String' } as const
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: '""' } as const
const boxed = { int: 'Integer', long: 'Long', double: 'Double', bool: 'Boolean', string: 'String' } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return baseNames[base] + '[]'.repeat(dimensions)
}

function arrayTypes({ parameters }: Signature): ValueType[] {
  const found = new Set<ValueType>()
  for (const { type } of parameters) {
    const { base, dimensions } = shapeOf(type)
    for (let depth = 1; depth <= dimensions; depth += 1) found.add(base + '[]'.repeat(depth))
  }
  return [...found]
}

const reader = (type: ValueType): string => {
  const { base, dimensions } = shapeOf(type)
  return `read${boxed[base]}${dimensions > 0 ? dimensions : ''}`
}

export const java: Target = {
  frames: /^\tat Main\.main\(Main\.java:\d+\)\n?/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    const empty = `new ${baseNames[base]}[0]${'[]'.repeat(Math.max(0, dimensions - 1))}`
    return `import java.util.*;

class Solution {
    public ${typeName(result)} ${name}(${parameters.map((each) => `${typeName(each.type)} ${each.name}`).join(', ')}) {
        return ${dimensions > 0 ? empty : zeros[base]};
    }
}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`import java.io.IOException;
import java.io.InputStream;
// The contestant may have a class String, too.
import java.lang.Double;
import java.lang.IllegalStateException;
import java.lang.Integer;
import java.lang.RuntimeException;
import java.lang.String;
import java.lang.StringBuilder;
import java.lang.System;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public class Main {
    static byte[] text;
    static int at;
    static final StringBuilder out = new StringBuilder();

    static RuntimeException bad() {
        System.err.println("driver: the input is not what the function takes, at byte " + at);
        System.exit(1);
        return new IllegalStateException();
    }

    static int next() {
        while (at < text.length && text[at] <= ' ' && text[at] >= 0) at++;
        if (at == text.length) throw bad();
        return text[at];
    }

    static long readLong() {
        boolean minus = next() == '-';
        if (minus) at++;
        int start = at;
        long value = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') value = 10 * value - (text[at++] - '0');
        if (at == start) throw bad();
        return minus ? value : -value;
    }

    static int readInteger() {
        return (int) readLong();
    }

    static double readDouble() {
        next();
        int start = at;
        while (at < text.length && "+-.0123456789eE".indexOf(text[at]) >= 0) at++;
        return Double.parseDouble(new String(text, start, at - start, StandardCharsets.ISO_8859_1));
    }

    static boolean readBoolean() {
        boolean value = next() == 't';
        at += value ? 4 : 5;
        return value;
    }

    static String readString() {
        if (next() != '"') throw bad();
        int start = ++at;
        boolean hasEscape = false;
        while (at < text.length && text[at] != '"') {
            if (text[at] == '\\') {
                hasEscape = true;
                at++;
            }
            at++;
        }
        if (at >= text.length) throw bad();
        String raw = new String(text, start, at++ - start, StandardCharsets.UTF_8);
        if (!hasEscape) return raw;
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            c = raw.charAt(++i);
            if (c == 'u') {
                value.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int known = "bfnrt".indexOf(c);
                value.append(known < 0 ? c : "\b\f\n\r\t".charAt(known));
            }
        }
        return value.toString();
    }

    static boolean isOver() {
        int c = next();
        if (c != ',' && c != ']') throw bad();
        at++;
        return c == ']';
    }

    static boolean isEmpty() {
        if (next() != '[') throw bad();
        at++;
        if (next() != ']') return false;
        at++;
        return true;
    }

${arrayTypes(signature).map(arrayReader).join('\n\n')}

    static void write(int value) { out.append(value); }
    static void write(long value) { out.append(value); }
    static void write(double value) { out.append(value); }
    static void write(boolean value) { out.append(value); }

    static void write(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= ' ' && c < 127) out.append(c);
            else out.append(String.format("\\u%04x", (int) c));
        }
        out.append('"');
    }

${arrayWriters(result)}

    public static void main(String[] args) throws IOException {
        text = System.in.readAllBytes();
${parameters.map(({ type }, i) => `        ${typeName(type)} value${i} = ${reader(type)}();`).join('\n')}
        ${typeName(result)} result = new Solution().${name}(${parameters.map((_, i) => `value${i}`).join(', ')});
${result.endsWith(']') || result === 'string' ? stopAtNull(name, result) : ''}        write(result);
        Files.write(Path.of("${resultPath}"), out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
`
    return { files: [{ name: 'Main.java', text }], entry: 'Main.java', solution: 'Solution.java' }
  },
}

const stopAtNull = (name: string, result: ValueType): string => `        if (result == null) {
            System.err.println("${name} returned null where ${result} is wanted");
            System.exit(1);
        }
`

function arrayReader(type: ValueType): string {
  const element = elementOf(type)
  const { base, dimensions } = shapeOf(type)
  const fresh = (room: string): string => `new ${baseNames[base]}[${room}]${'[]'.repeat(dimensions - 1)}`
  return `    static ${typeName(type)} ${reader(type)}() {
        if (isEmpty()) return ${fresh('0')};
        ${typeName(type)} values = ${fresh('8')};
        for (int n = 0;;) {
            if (n == values.length) values = Arrays.copyOf(values, 2 * n);
            values[n++] = ${reader(element)}();
            if (isOver()) return Arrays.copyOf(values, n);
        }
    }`
}

function arrayWriters(result: ValueType): string {
  const { base, dimensions } = shapeOf(result)
  return Array.from({ length: dimensions }, (_, depth) => {
    const type = `${baseNames[base]}${'[]'.repeat(depth + 1)}`
    return `    static void write(${type} values) {
        out.append('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) out.append(',');
            write(values[i]);
        }
        out.append(']');
    }`
  }).join('\n\n')
}
