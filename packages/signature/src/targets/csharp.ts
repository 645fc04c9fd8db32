import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, pascalCase, words } from '../names'
import { spell, type Target } from '../target'
import { elementOf, shapeOf } from '../value-type'

const keywords =
  words(`abstract as base bool break byte case catch char checked class const continue decimal default delegate do double
  else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long
  namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof
  stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile
  while`)
const members = words('Solution Main Equals GetType ToString GetHashCode Finalize MemberwiseClone')
const spelling = {
  name: (name: string) => avoid(pascalCase(name), members),
  parameter: (name: string) => avoid(name, keywords),
}
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: '""' } as const

/** How a value is read: the base types have methods, an array is read with the way to read an element. */
function reader(type: ValueType): string {
  return type.endsWith('[]') ? `ReadArray(() => ${reader(elementOf(type))})` : `Read${pascalCase(type)}()`
}

function writer(type: ValueType, value: string, depth = 0): string {
  if (!type.endsWith('[]')) return `Write(${value})`
  const item = `item${depth}`
  return `WriteArray(${value}, ${item} => ${writer(elementOf(type), item, depth + 1)})`
}

export const csharp: Target = {
  frames: /^ {2}at EduscaleDriver\..*\n?/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    const empty = `new ${base}[0]${'[]'.repeat(Math.max(0, dimensions - 1))}`
    return `using System;
using System.Collections.Generic;
using System.Linq;

public class Solution
{
    public ${result} ${name}(${parameters.map((each) => `${each.type} ${each.name}`).join(', ')})
    {
        return ${dimensions > 0 ? empty : zeros[base]};
    }
}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`namespace EduscaleDriver
{
// Here and not above: the contestant may have a class File, which would come first.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

static class Program
{
    static string text;
    static int at;
    static readonly StringBuilder written = new StringBuilder();

    static Exception Stop(string words)
    {
        Console.Error.WriteLine(words);
        Environment.Exit(1);
        return new InvalidOperationException();
    }

    static Exception Bad()
    {
        return Stop("driver: the input is not what the function takes, at character " + at);
    }

    static char Next()
    {
        while (at < text.Length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) at++;
        if (at == text.Length) throw Bad();
        return text[at];
    }

    static long ReadLong()
    {
        bool minus = Next() == '-';
        if (minus) at++;
        int start = at;
        long value = 0;
        while (at < text.Length && text[at] >= '0' && text[at] <= '9') value = unchecked(10 * value - (text[at++] - '0'));
        if (at == start) throw Bad();
        return minus ? value : unchecked(-value);
    }

    static int ReadInt()
    {
        return (int)ReadLong();
    }

    static double ReadDouble()
    {
        Next();
        int start = at;
        while (at < text.Length && "+-.0123456789eE".IndexOf(text[at]) >= 0) at++;
        return double.Parse(text.Substring(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    static bool ReadBool()
    {
        bool value = Next() == 't';
        at += value ? 4 : 5;
        return value;
    }

    static string ReadString()
    {
        if (Next() != '"') throw Bad();
        at++;
        var value = new StringBuilder();
        for (;;)
        {
            if (at >= text.Length) throw Bad();
            char c = text[at++];
            if (c == '"') return value.ToString();
            if (c == '\\')
            {
                c = text[at++];
                int known = "bfnrt".IndexOf(c);
                if (c == 'u')
                {
                    c = (char)Convert.ToInt32(text.Substring(at, 4), 16);
                    at += 4;
                }
                else if (known >= 0) c = "\b\f\n\r\t"[known];
            }
            value.Append(c);
        }
    }

    static T[] ReadArray<T>(Func<T> read)
    {
        if (Next() != '[') throw Bad();
        at++;
        var values = new List<T>();
        if (Next() == ']')
        {
            at++;
            return values.ToArray();
        }
        for (;;)
        {
            values.Add(read());
            char c = Next();
            at++;
            if (c == ']') return values.ToArray();
            if (c != ',') throw Bad();
        }
    }

    static void Write(int value) { written.Append(value); }
    static void Write(long value) { written.Append(value); }
    static void Write(bool value) { written.Append(value ? "true" : "false"); }
    static void Write(double value) { written.Append(value.ToString("G17", CultureInfo.InvariantCulture)); }

    static void Write(string value)
    {
        if (value == null) throw Stop("${name} returned null where a string is wanted");
        written.Append('"');
        foreach (char c in value)
        {
            if (c == '"' || c == '\\') written.Append('\\').Append(c);
            else if (c >= ' ' && c < 127) written.Append(c);
            else written.Append("\\u").Append(((int)c).ToString("x4"));
        }
        written.Append('"');
    }

    static void WriteArray<T>(T[] values, Action<T> write)
    {
        if (values == null) throw Stop("${name} returned null where an array is wanted");
        written.Append('[');
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) written.Append(',');
            write(values[i]);
        }
        written.Append(']');
    }

    static void Main()
    {
        text = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), false, 1 << 16).ReadToEnd();
${parameters.map(({ type }, i) => `        ${type} value${i} = ${reader(type)};`).join('\n')}
        ${result} result = new Solution().${name}(${parameters.map((_, i) => `value${i}`).join(', ')});
        ${writer(result, 'result')};
        File.WriteAllText("${resultPath}", written.ToString());
    }
}
}
`
    return { files: [{ name: 'Main.cs', text }], entry: 'Main.cs', solution: 'Solution.cs' }
  },
}
